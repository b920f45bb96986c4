import assert from "node:assert/strict";
import {test} from "node:test";
import {enMo, poids, premierRefus, refusDe} from "../../app/scripts/logique/fichiers.js";

const CLASSEURS = {extensions: [".xlsx", ".csv"], octets: 20 * 1024 * 1024, taille: "20 Mo"};
const PIECES = {extensions: [".pdf", ".jpg", ".png"], octets: 10 * 1024 * 1024, taille: "10 Mo"};

test("a file of the right kind and weight is taken, whatever the case of its name", () => {
  assert.equal(refusDe({name: "PAIE.XLSX", size: CLASSEURS.octets}, CLASSEURS), "");
});

test("a field that names no kind takes any file", () => {
  assert.equal(refusDe({name: "sans-extension", size: 1}, {...PIECES, extensions: []}), "");
});

test("another kind of file is refused with the kinds that are taken", () => {
  const phrase = "« note.docx » n’est pas un fichier .pdf, .jpg ou .png : choisissez-en un autre.";
  assert.equal(refusDe({name: "note.docx", size: 1}, PIECES), phrase);
});

for (const name of ["paie.xls", "paie.XLSM", "paie.ods", "paie.numbers"])
  test(`another workbook is told how to become one that is taken: ${name}`, () => {
    assert.match(refusDe({name, size: 1}, CLASSEURS), /ouvrez-le, puis « Enregistrer sous »/);
    assert.match(refusDe({name, size: 1}, PIECES), /choisissez-en un autre/);
  });

test("a file one byte too heavy is refused with the most it may weigh", () => {
  const phrase = "« paie.csv » est trop lourd : 20 Mo au plus. Allégez-le ou coupez-le en deux.";
  assert.equal(refusDe({name: "paie.csv", size: CLASSEURS.octets + 1}, CLASSEURS), phrase);
});

test("of several files, the first that cannot be taken is told", () => {
  const fichiers = [
    {name: "a.pdf", size: 1},
    {name: "b.odt", size: 1},
    {name: "c.odt", size: 1},
  ];
  assert.match(premierRefus(fichiers, PIECES), /« b.odt »/);
  assert.equal(premierRefus(fichiers.slice(0, 1), PIECES), "");
});

test("a weight is read as the French write it", () => {
  assert.equal(enMo(poids([{size: 2 * 1048576}, {size: 524288}])), "2,5 Mo");
});
