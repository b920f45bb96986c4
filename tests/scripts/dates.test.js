import assert from "node:assert/strict";
import {test} from "node:test";
import {decritPar, incomplet} from "../../app/scripts/logique/dates.js";

for (const [type, mot] of [
  ["month", "mois"],
  ["date", "jour"],
  ["datetime-local", "heure"],
])
  test(`a half typed ${type} is told what it lacks`, () => {
    assert.match(incomplet({type, validity: {badInput: true}}), new RegExp(mot));
  });

test("a whole date, an empty one, another kind of field and a button are left alone", () => {
  assert.equal(incomplet({type: "date", validity: {badInput: false}}), undefined);
  assert.equal(incomplet({type: "number", validity: {badInput: true}}), undefined);
  assert.equal(incomplet({type: "fieldset"}), undefined);
});

test("a field is described by its error once, after its help", () => {
  assert.equal(decritPar(null, "mois-erreur"), "mois-erreur");
  assert.equal(decritPar("mois-aide", "mois-erreur"), "mois-aide mois-erreur");
  assert.equal(decritPar("mois-erreur mois-aide", "mois-erreur"), "mois-aide mois-erreur");
});
