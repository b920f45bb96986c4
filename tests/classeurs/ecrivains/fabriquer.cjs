// Writes with SheetJS and ExcelJS the lines of lignes.json: `node fabriquer.cjs`, with both in node_modules.
const fs = require("node:fs");
const path = require("node:path");
const XLSX = require("xlsx");
const ExcelJS = require("exceljs");

const { titres, lignes } = JSON.parse(fs.readFileSync(path.join(__dirname, "lignes.json"), "utf8"));
const enDate = (cellule) => (/^\d{4}-\d\d-\d\d$/.test(cellule) ? new Date(`${cellule}T00:00:00Z`) : cellule);
const rangees = [titres, ...lignes.map((ligne) => ligne.map(enDate))];

const feuille = XLSX.utils.aoa_to_sheet(rangees, { UTC: true });
const classeur = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(classeur, feuille, "Paie");
XLSX.writeFile(classeur, path.join(__dirname, "sheetjs.xlsx"), { compression: true });

const autre = new ExcelJS.Workbook();
autre.addWorksheet("Paie").addRows(rangees);
autre.xlsx.writeFile(path.join(__dirname, "exceljs.xlsx"));
