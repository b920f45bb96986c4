import assert from "node:assert/strict";
import {test} from "node:test";
import {deposer, remettre} from "../../app/scripts/logique/depot.js";

const repondre = (t, ...reponses) => t.mock.method(globalThis, "fetch", async () => reponses.shift()());
const dire =
  (message, status = 200) =>
  () =>
    Response.json({message}, {status});
const coupure = () => {
  throw new TypeError("Failed to fetch");
};
const DEUX = {
  a: {corps: "signet=a.b.c", adresse: "/assure/reclamations/nouvelle"},
  b: {corps: "signet=d.e.f", adresse: "/employeur/quitus-social/nouvelle"},
};

test("what is typed is sent as a form is, and the server's words come back", async (t) => {
  const envoi = repondre(t, dire("Brouillon enregistré à 10 h 04."));
  assert.equal(await deposer("signet=a.b.c&objet=Route+2"), "Brouillon enregistré à 10 h 04.");
  const [adresse, {method, body}] = envoi.mock.calls[0].arguments;
  assert.deepEqual([adresse, method, body.get("objet")], ["/brouillons/", "POST", "Route 2"]);
});

test("a refusal is the server's word: sending the same again would change nothing", async (t) => {
  repondre(t, dire("Ce texte est trop long.", 413));
  assert.equal(await deposer("objet=x"), "Ce texte est trop long.");
});

test("a cut line, a server in trouble and a page in place of an answer leave the text to be sent again", async (t) => {
  repondre(t, coupure, dire("", 503), () => new Response("<!DOCTYPE html>"));
  for (let fois = 0; fois < 3; fois++) assert.equal(await deposer("objet=x"), null);
});

test("each draft kept on the device is forgotten once the server has it", async (t) => {
  repondre(t, dire("Enregistré."), dire("Enregistré."));
  const oublies = [];
  const adresses = await remettre(DEUX, (corps) => oublies.push(corps));
  assert.deepEqual(oublies, ["signet=a.b.c", "signet=d.e.f"]);
  assert.deepEqual(adresses, [DEUX.a.adresse, DEUX.b.adresse]);
});

test("a line cut between two drafts keeps the second, and shows no page again", async (t) => {
  repondre(t, dire("Enregistré."), coupure);
  const oublies = [];
  assert.deepEqual(await remettre(DEUX, (corps) => oublies.push(corps)), []);
  assert.deepEqual(oublies, ["signet=a.b.c"]);
});
