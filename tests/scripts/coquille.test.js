import assert from "node:assert/strict";
import {test} from "node:test";
import {pageOu, sorte} from "../../app/scripts/logique/coquille.js";

const PIECES = ["/portail.js?v=2f42f8e", "/static/portail.css?v=12f1116"];
const url = (adresse) => `https://portail.example${adresse}`;
const horsLigne = () => "the page of the cut line";

test("a page asked for is a page, whatever its address", () => {
  assert.equal(sorte({mode: "navigate", url: url("/portail.js?v=2f42f8e")}, PIECES), "page");
});

test("a piece of the shell is known by its version too", () => {
  assert.equal(sorte({mode: "no-cors", url: url(PIECES[0])}, PIECES), "piece");
  assert.equal(sorte({mode: "no-cors", url: url("/portail.js?v=older00")}, PIECES), undefined);
});

test("what a page sends and receives by itself is left to the browser", () => {
  assert.equal(sorte({mode: "cors", url: url("/brouillons/")}, PIECES), undefined);
});

test("the page that the browser began to fetch is not asked for twice", async (t) => {
  const demande = t.mock.method(globalThis, "fetch", async () => "asked for again");
  assert.equal(await pageOu(horsLigne, {preloadResponse: Promise.resolve("begun"), request: {}}), "begun");
  assert.equal(demande.mock.callCount(), 0);
});

test("a page that the browser did not begin is asked for", async (t) => {
  t.mock.method(globalThis, "fetch", async (request) => `answer of ${request.url}`);
  assert.equal(await pageOu(horsLigne, {preloadResponse: undefined, request: {url: "/"}}), "answer of /");
});

test("a cut line shows its own page, whether it cut what was begun or what was asked for", async (t) => {
  t.mock.method(globalThis, "fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  const begun = Promise.reject(new TypeError("Failed to fetch"));
  assert.equal(await pageOu(horsLigne, {preloadResponse: begun, request: {}}), horsLigne());
  assert.equal(await pageOu(horsLigne, {preloadResponse: undefined, request: {}}), horsLigne());
});
