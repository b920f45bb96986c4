import assert from "node:assert/strict";
import {test} from "node:test";
import {enJpeg, estLourde, phraseAllegee, reduite} from "../../app/scripts/logique/photos.js";

const LOURD = 3 * 1048576;

test("heavy photographs alone are made lighter", () => {
  assert.equal(estLourde({type: "image/jpeg", size: LOURD}), true);
  assert.equal(estLourde({type: "image/png", size: LOURD}), true);
  assert.equal(estLourde({type: "image/jpeg", size: 700 * 1024}), false);
});

for (const type of ["application/pdf", "image/svg+xml", "image/heic", ""])
  test(`what no browser paints for sure goes as it is: ${type || "unknown"}`, () => {
    assert.equal(estLourde({type, size: LOURD}), false);
  });

test("the longest side comes back to 2000 pixels, lying or standing, and the shape stays", () => {
  assert.deepEqual(reduite({width: 4000, height: 3000}), [2000, 1500]);
  assert.deepEqual(reduite({width: 3001, height: 6002}), [1000, 2000]);
});

test("a small photograph keeps its sides", () => {
  assert.deepEqual(reduite({width: 640, height: 480}), [640, 480]);
});

test("a photograph made lighter is named after what it became", () => {
  assert.equal(enJpeg("carte.recto.png"), "carte.recto.jpg");
  assert.equal(enJpeg("carte"), "carte.jpg");
});

test("what was gained is said with the weights of all that is chosen", () => {
  const phrase = "Photo allégée de 4,0 Mo à 1,5 Mo avant l’envoi.";
  assert.equal(phraseAllegee([{size: LOURD}, {size: 1048576}], [{size: 524288}, {size: 1048576}]), phrase);
});
