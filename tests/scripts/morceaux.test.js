import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {test} from "node:test";
import {devancer, enMorceaux, MORCEAU} from "../../app/scripts/logique/morceaux.js";

const GROS = new File(["0".repeat(MORCEAU), "1".repeat(MORCEAU), "22"], "paie.csv");
const PETIT = new File(["nom;jours"], "reste.csv");
const EMPREINTE = createHash("sha256")
  .update(await GROS.bytes())
  .digest("hex");

function formulaire(...fichiers) {
  const donnees = new FormData();
  donnees.append("csrf_token", "IjQy");
  for (const fichier of fichiers) donnees.append("fichier", fichier);
  return donnees;
}

// A server that keeps pieces; `cuts` are the requests, counted from 0, that never reach it.
function serveur(t, cuts = []) {
  const recus = [];
  let rang = 0;
  t.mock.method(globalThis, "fetch", async (adresse, {method, headers, body}) => {
    if (cuts.includes(rang++)) throw new TypeError("Failed to fetch");
    assert.ok(adresse.startsWith(`/reception/${EMPREINTE}`));
    if (method === "POST") {
      assert.equal(headers["X-CSRFToken"], "IjQy");
      recus.push(await body.text());
    }
    return Response.json({recu: recus.join("").length});
  });
  return recus;
}

test("only a file larger than a piece travels in pieces", () => {
  assert.equal(enMorceaux(new File(["0".repeat(MORCEAU)], "a.csv")), false);
  assert.equal(enMorceaux(GROS), true);
});

test("a browser that takes no fingerprint sends its files whole", (t) => {
  t.mock.getter(globalThis, "crypto", () => ({}));
  assert.equal(enMorceaux(GROS), false);
});

test("a large file goes ahead of its form, which names it; a small one stays in it", async (t) => {
  const recus = serveur(t);
  const donnees = await devancer("fichier", formulaire(PETIT, GROS), () => {});
  assert.deepEqual(
    recus.map((recu) => recu.length),
    [MORCEAU, MORCEAU, 2],
  );
  assert.equal(recus.join(""), await GROS.text());
  assert.deepEqual(donnees.getAll("recu"), [`fichier:${EMPREINTE}:paie.csv`]);
  assert.deepEqual(
    donnees.getAll("fichier").map((fichier) => fichier.name),
    ["reste.csv"],
  );
});

test("a file that the server has in part goes on from there", async (t) => {
  const recus = serveur(t);
  recus.push(await GROS.slice(0, MORCEAU).text());
  await devancer("fichier", formulaire(GROS), () => {});
  assert.equal(recus.length, 3);
  assert.equal(recus.join(""), await GROS.text());
});

test("a cut line is told with how far it went, then the same piece goes again", async (t) => {
  const recus = serveur(t, [2, 3]);
  const dits = [];
  let attentes = 0;
  const ligneRevenue = async () => attentes++;
  await devancer("fichier", formulaire(GROS), (phrase) => dits.push(phrase), ligneRevenue);
  assert.equal(attentes, 2);
  assert.equal(recus.join(""), await GROS.text());
  assert.deepEqual(dits.slice(0, 3), [
    "Envoi : 0 %",
    "Envoi : 50 %",
    "La connexion est coupée à 50 % : l’envoi reprendra là dès son retour.",
  ]);
});

test("a piece that does not follow is sent again from where the server is", async (t) => {
  const debuts = [];
  t.mock.method(globalThis, "fetch", async (adresse, {method}) => {
    if (method !== "POST") return Response.json({recu: MORCEAU});
    debuts.push(Number(new URL(adresse, "https://portail.example").searchParams.get("debut")));
    return debuts.length > 1 ? Response.json({recu: GROS.size}) : Response.json({recu: 0}, {status: 409});
  });
  await devancer("fichier", formulaire(GROS), () => {});
  assert.deepEqual(debuts, [MORCEAU, 0]);
});

for (const [qui, reponse] of [
  ["a person with too much under way", () => new Response("", {status: 413})],
  ["who signed out meanwhile", () => Object.defineProperty(new Response("{}"), "redirected", {value: true})],
  ["a server that answers a page", () => new Response("<!DOCTYPE html>")],
])
  test(`pieces are given up, not tried for ever, for ${qui}`, async (t) => {
    t.mock.method(globalThis, "fetch", async () => reponse());
    const jamais = () => assert.fail("the line was not cut");
    await assert.rejects(
      devancer("fichier", formulaire(GROS), () => {}, jamais),
      /^(Range|Syntax)Error/,
    );
  });
