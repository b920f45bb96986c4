import assert from "node:assert/strict";
import {test} from "node:test";
import {annonce} from "../../app/scripts/logique/session.js";

const MINUTE = 60_000;

test("a session in use says nothing until five minutes before its end", () => {
  assert.deepEqual(annonce(5 * MINUTE + 1), {texte: "", prolongeable: false});
  assert.notEqual(annonce(5 * MINUTE).texte, "");
});

test("a session about to end says in how many minutes, and can be kept", () => {
  const {texte, prolongeable} = annonce(2 * MINUTE + 1);
  assert.equal(texte, "Sans activité, votre session se ferme dans 3 min.");
  assert.equal(prolongeable, true);
});

test("a session that ended is said closed, and cannot be kept", () => {
  const {texte, prolongeable} = annonce(0);
  assert.match(texte, /Reconnectez-vous/);
  assert.equal(prolongeable, false);
});
