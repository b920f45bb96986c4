import assert from "node:assert/strict";
import {test} from "node:test";
import {aChercher, adresseDes} from "../../app/scripts/logique/choix.js";

const OFFERTS = ["Agbavi Transit (n° 100002)"];

test("rows are looked for from the second character", () => {
  assert.equal(aChercher("a", OFFERTS), false);
  assert.equal(aChercher(" a ", OFFERTS), false);
  assert.equal(aChercher("ag", OFFERTS), true);
});

test("nothing is looked for once an offered row is chosen", () => {
  assert.equal(aChercher(OFFERTS[0], OFFERTS), false);
});

test("what is typed reaches the server as it is, whatever its signs", () => {
  const adresse = adresseDes("/administration/choix?champ=employeur", "N'Souvi & Frères #2");
  const {searchParams} = new URL(adresse, "https://portail.example");
  assert.equal(searchParams.get("q"), "N'Souvi & Frères #2");
  assert.equal(searchParams.get("champ"), "employeur");
});
