import assert from "node:assert/strict";
import {test} from "node:test";
import {permise, phrase} from "../../app/scripts/logique/cles.js";

test("keys are asked for at the address of the site, or below it, and nowhere else", () => {
  assert.equal(permise("cnss.tg", "cnss.tg"), true);
  assert.equal(permise("cnss.tg", "services.cnss.tg"), true);
  assert.equal(permise("services.cnss.tg", "cnss.tg"), false);
  assert.equal(permise("cnss.tg", "faux-cnss.tg"), false);
  assert.equal(permise("localhost", "127.0.0.1"), false);
});

test("what was given up or took too long is told, and what to do", () => {
  assert.match(phrase("NotAllowedError"), /annulée.*Réessayez/);
});

test("each refusal of a device is told in its own words, and any other in common ones", () => {
  const noms = ["NotAllowedError", "InvalidStateError", "SecurityError", "TypeError", "SyntaxError"];
  const dites = noms.map(phrase);
  assert.equal(new Set(dites).size, dites.length);
  assert.equal(phrase("UnknownError"), phrase("SyntaxError"));
});

test("what the page itself gave up to ask again is not told", () => {
  assert.equal(phrase("AbortError"), "");
});
