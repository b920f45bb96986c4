import assert from "node:assert/strict";
import {readdir, readFile} from "node:fs/promises";
import {dirname} from "node:path";
import {test} from "node:test";
import {build} from "esbuild";
import {REGLAGES} from "../../outils/styles.js";

const FEUILLE = "app/static/portail.css";
const ENTREE = "app/styles/portail.css";
const IMPORT = /@import "\.\/(.+)" layer\((.+?)\)/g;

async function fichiers(dossier, voulu) {
  const tous = await readdir(dossier, {recursive: true});
  return tous.filter((chemin) => voulu.test(chemin)).sort();
}

async function textes(dossier, voulu) {
  const chemins = await fichiers(dossier, voulu);
  return Promise.all(chemins.map((chemin) => readFile(`${dossier}/${chemin}`, "utf8")));
}

/** Return what stands outside all braces of a style sheet. */
function surface(css) {
  let profondeur = 0;
  return css.replace(/[{}]|[^{}]+/g, (bout) => {
    if (bout === "{") profondeur++;
    if (bout === "}") profondeur--;
    return /[{}]/.test(bout) || profondeur ? "" : bout;
  });
}

/** Return the classes of all selectors of a style sheet. */
function classes(css) {
  const selecteurs = css.replace(/\/\*.*?\*\/|"[^"]*"/gs, "").match(/[^{};]+(?=\{)/g) ?? [];
  return selecteurs.flatMap((selecteur) => selecteur.match(/(?<=\.)[a-z][\w-]*/g) ?? []);
}

/** Return the words in the strings of templates and scripts; of `badge--{{ ton }}`, only `badge--`. */
function mots(texte) {
  const chaines = texte.match(/"[^"\n]*"|'[^'\n]*'/g) ?? [];
  return chaines.flatMap((chaine) => chaine.match(/[a-z][\w-]*/g) ?? []);
}

test("what browsers receive is what the sources give today (else run `make styles`)", async () => {
  const {outputFiles} = await build({...REGLAGES, write: false});
  assert.equal(outputFiles.length, 1);
  assert.ok((await readFile(FEUILLE, "utf8")) === outputFiles[0].text, `${FEUILLE} is out of date`);
});

test("every rule that browsers receive is in a layer", async () => {
  const dehors = surface(await readFile(FEUILLE, "utf8"));
  assert.match(dehors, /^\/\*.+\*\/\n@layer [\w,]+;(@layer \w+|@media print|\n)+$/);
});

test("every file is joined once, in the layer that its folder names", async () => {
  const imports = [...(await readFile(ENTREE, "utf8")).matchAll(IMPORT)];
  for (const [, chemin, couche] of imports) assert.equal(dirname(chemin), couche);
  const joints = imports.map(([, chemin]) => chemin);
  assert.deepEqual(joints.sort(), await fichiers("app/styles", /\/.+\.css$/));
});

test("every class that the styles draw is written by a template or a script", async () => {
  const ecrits = new Set((await textes("app", /\.(html|js)$/)).flatMap(mots));
  const dessinees = (await textes("app/styles", /\.css$/)).flatMap(classes);
  const ecrite = (classe) => ecrits.has(classe) || ecrits.has(classe.replace(/--.+/, "--"));
  assert.ok(dessinees.length > 100);
  assert.deepEqual(
    dessinees.filter((classe) => !ecrite(classe)),
    [],
  );
});
