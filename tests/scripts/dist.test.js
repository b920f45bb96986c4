import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {test} from "node:test";
import {build} from "esbuild";
import {REGLAGES} from "../../outils/scripts.js";

test("what browsers receive is what the modules give today (else run `make scripts`)", async () => {
  const {outputFiles} = await build({...REGLAGES, write: false});
  assert.equal(outputFiles.length, REGLAGES.entryPoints.length);
  for (const {path, text} of outputFiles)
    assert.ok((await readFile(path, "utf8")) === text, `${path} is out of date`);
});
