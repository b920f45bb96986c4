import assert from "node:assert/strict";
import {beforeEach, test} from "node:test";
import {setImmediate as souffler} from "node:timers/promises";
import {APRES_LA_FRAPPE, garde, NOUVEL_ESSAI} from "../../app/scripts/logique/garde.js";

const FORM = {};
let texte, partis, dits, surLAppareil, aPerdre, gardien, serveur;

beforeEach((t) => {
  t.mock.timers.enable({apis: ["setTimeout"]});
  [texte, partis, dits, surLAppareil, aPerdre] = ["", [], [], new Set(), new Set()];
  serveur = async () => "Brouillon enregistré.";
  gardien = garde(FORM, aPerdre, {
    saisie: () => texte,
    deposer: (corps) => {
      partis.push(corps);
      return serveur();
    },
    retenir: (corps) => Boolean(surLAppareil?.add(corps)),
    oublier: (corps) => surLAppareil.delete(corps),
    dire: (phrase) => dits.push(phrase),
  });
});

function taper(suite) {
  texte = suite;
  gardien.taper();
}

async function attendre(t, duree) {
  t.mock.timers.tick(duree);
  await souffler();
}

test("what is typed is sent once the typing pauses, not at each key", async (t) => {
  taper("R");
  await attendre(t, APRES_LA_FRAPPE - 1);
  taper("Ro");
  await attendre(t, APRES_LA_FRAPPE - 1);
  assert.deepEqual(partis, []);
  await attendre(t, 1);
  assert.deepEqual(partis, ["Ro"]);
  assert.deepEqual(dits, ["Brouillon enregistré."]);
});

test("leaving asks until what was typed is kept", async (t) => {
  taper("Route");
  assert.ok(aPerdre.has(FORM));
  await attendre(t, APRES_LA_FRAPPE);
  assert.ok(!aPerdre.has(FORM));
});

test("what was typed while an older text travelled is still to be kept", async (t) => {
  const {promise, resolve} = Promise.withResolvers();
  serveur = () => promise;
  taper("Route");
  await attendre(t, APRES_LA_FRAPPE);
  taper("Route 2");
  resolve("Brouillon enregistré.");
  await souffler();
  assert.ok(aPerdre.has(FORM));
});

test("a newer text waits for the older one to have arrived", async (t) => {
  const {promise, resolve} = Promise.withResolvers();
  serveur = () => promise;
  taper("Route");
  await attendre(t, APRES_LA_FRAPPE);
  taper("Route 2");
  await attendre(t, APRES_LA_FRAPPE);
  assert.deepEqual(partis, ["Route"]);
  resolve("Brouillon enregistré.");
  await souffler();
  assert.deepEqual(partis, ["Route", "Route 2"]);
});

test("a cut line keeps the text on the device, says so, and tries again by itself", async (t) => {
  serveur = async () => null;
  taper("Route");
  await attendre(t, APRES_LA_FRAPPE);
  assert.deepEqual([...surLAppareil], ["Route"]);
  assert.match(dits.at(-1), /gardée sur cet appareil/);
  assert.ok(!aPerdre.has(FORM));
  serveur = async () => "Brouillon enregistré.";
  await attendre(t, NOUVEL_ESSAI);
  assert.deepEqual([...surLAppareil], []);
  assert.equal(dits.at(-1), "Brouillon enregistré.");
});

test("a device that keeps nothing leaves the text to be asked about, and sent as soon as the line is back", async (t) => {
  serveur = async () => null;
  surLAppareil = null;
  taper("Route");
  await attendre(t, APRES_LA_FRAPPE);
  assert.ok(aPerdre.has(FORM));
  gardien.reprendre();
  await souffler();
  assert.deepEqual(partis, ["Route", "Route"]);
});

test("a form leaves once what it holds is kept, and no sooner", async (t) => {
  const departs = [];
  taper("Route");
  gardien.envoyer(() => departs.push(aPerdre.has(FORM) ? "asks" : "leaves"));
  assert.deepEqual(departs, []);
  await attendre(t, APRES_LA_FRAPPE);
  assert.deepEqual(departs, ["leaves"]);
  assert.deepEqual(partis, ["Route"]);
  assert.deepEqual(dits, []);
});

test("a form sent while the line is cut leaves when it is back, once", async () => {
  let departs = 0;
  serveur = async () => null;
  texte = "Route";
  gardien.envoyer(() => departs++);
  await souffler();
  assert.match(dits.at(-1), /pas encore envoyé. Nouvel essai/);
  assert.equal(departs, 0);
  serveur = async () => "Brouillon enregistré.";
  gardien.reprendre();
  await souffler();
  gardien.reprendre();
  await souffler();
  assert.equal(departs, 1);
});

test("a line that comes back sends nothing when all is kept", async () => {
  gardien.reprendre();
  await souffler();
  assert.deepEqual(partis, []);
});
