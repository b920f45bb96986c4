// Writes a workbook with SheetJS or ExcelJS: `node en_javascript.cjs WRITER WORKBOOK.xlsx < plan.json`.
const fs = require("node:fs");
const XLSX = require("xlsx");
const ExcelJS = require("exceljs");

const JAUNE = {type: "pattern", pattern: "solid", fgColor: {argb: "FFFFF2CC"}};

function valeur(cellule) {
  if (cellule?.jour) {
    return new Date(`${cellule.jour}T00:00:00Z`);
  }
  return cellule?.format ? cellule.nombre : cellule;
}

function formats(feuille) {
  return feuille.lignes.flatMap((ligne, rang) =>
    ligne.flatMap((cellule, place) => (cellule?.format ? [{rang, place, format: cellule.format}] : [])),
  );
}

function avecSheetJS(chemin, plan) {
  const classeur = XLSX.utils.book_new();
  classeur.Workbook = {WBProps: {date1904: plan.depuis_1904}};
  for (const feuille of plan.feuilles) {
    const page = XLSX.utils.aoa_to_sheet(
      feuille.lignes.map((ligne) => ligne.map(valeur)),
      {UTC: true, date1904: plan.depuis_1904},
    );
    for (const {rang, place, format} of formats(feuille)) {
      page[XLSX.utils.encode_cell({r: rang, c: place})].z = format;
    }
    for (const [rang, place, texte] of feuille.isolees) {
      XLSX.utils.sheet_add_aoa(page, [[texte]], {origin: {r: rang - 1, c: place - 1}});
    }
    page["!rows"] = [];
    for (const rang of feuille.masquees) {
      page["!rows"][rang - 1] = {hidden: true};
    }
    if (feuille.filtree) {
      page["!autofilter"] = {ref: page["!ref"]};
    }
    if (feuille.protegee) {
      page["!protect"] = {};
    }
    XLSX.utils.book_append_sheet(classeur, page, feuille.nom);
  }
  XLSX.writeFile(classeur, chemin, {compression: true});
}

async function avecExcelJS(chemin, plan) {
  const classeur = new ExcelJS.Workbook();
  classeur.properties.date1904 = plan.depuis_1904;
  classeur.views = [{activeTab: plan.active}];
  for (const feuille of plan.feuilles) {
    const page = classeur.addWorksheet(feuille.nom);
    page.addRows(feuille.lignes.map((ligne) => ligne.map(valeur)));
    for (const {rang, place, format} of formats(feuille)) {
      page.getCell(rang + 1, place + 1).numFmt = format;
    }
    for (const place of feuille.colorees) {
      page.getColumn(place + 1).fill = JAUNE;
    }
    for (const [rang, place, texte] of feuille.isolees) {
      page.getCell(rang, place).value = texte;
    }
    for (const rang of feuille.masquees) {
      page.getRow(rang).hidden = true;
    }
    if (feuille.filtree) {
      page.autoFilter = {
        from: {row: 1, column: 1},
        to: {row: feuille.lignes.length, column: feuille.lignes[0].length},
      };
    }
    if (feuille.protegee) {
      await page.protect("", {});
    }
  }
  await classeur.xlsx.writeFile(chemin);
}

const [ecrivain, chemin] = process.argv.slice(2);
const plan = JSON.parse(fs.readFileSync(0, "utf8"));
({sheetjs: avecSheetJS, exceljs: avecExcelJS})[ecrivain](chemin, plan);
