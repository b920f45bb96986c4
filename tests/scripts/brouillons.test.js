import assert from "node:assert/strict";
import {test} from "node:test";
import {avec, lire, saisie, sans} from "../../app/scripts/logique/brouillons.js";

const HIER = "signet=WzEsMCwi.aVqx0g.Kd9s&objet=Route";
const CE_MATIN = "signet=WzEsMCwi.aVr1Zw.Qf2a&objet=Route+d%27Av%C3%A9";
const AILLEURS = "signet=WzIsMCwi.aVr1Zw.Zz8b&objet=Pont";
const DETAILS = {le: "08:15", titre: "Demander un quitus", adresse: "/employeur/quitus-social/nouvelle"};

test("drafts kept as a text are found again", () => {
  const brouillons = avec({}, HIER, DETAILS);
  assert.deepEqual(lire(JSON.stringify(brouillons)), brouillons);
});

for (const texte of [null, "", "reste", "null", '{"a":'])
  test(`a text that holds no draft gives none: ${JSON.stringify(texte)}`, () => {
    assert.deepEqual(lire(texte), {});
  });

test("a form opened again replaces its draft, whenever it was opened", () => {
  const brouillons = avec(avec({}, HIER, DETAILS), CE_MATIN, DETAILS);
  assert.deepEqual(Object.values(brouillons), [{corps: CE_MATIN, ...DETAILS}]);
});

test("two forms keep a draft each", () => {
  const brouillons = avec(avec({}, HIER, DETAILS), AILLEURS, DETAILS);
  assert.deepEqual(Object.values(sans(brouillons, CE_MATIN)), [{corps: AILLEURS, ...DETAILS}]);
});

test("forgetting a draft leaves those one had in hand as they were", () => {
  const brouillons = avec({}, HIER, DETAILS);
  assert.deepEqual(sans(brouillons, HIER), {});
  assert.equal(Object.keys(brouillons).length, 1);
});

test("what is typed is all that is text, without the proof against forgery", () => {
  const donnees = new FormData();
  donnees.append("csrf_token", "IjQy");
  donnees.append("objet", "Marché d’Avé & Fils");
  donnees.append("choix", "1");
  donnees.append("choix", "2");
  donnees.append("piece", new File(["%PDF"], "carte.pdf"));
  assert.deepEqual(
    [...new URLSearchParams(saisie(donnees))],
    [
      ["objet", "Marché d’Avé & Fils"],
      ["choix", "1"],
      ["choix", "2"],
    ],
  );
});
