// What the service worker answers: the shell it keeps, the page of the cut line, or nothing at all.

/** Return what a request asks for: a "page", a "piece" of the shell, or undefined when it is none of ours. */
export function sorte({mode, url}, pieces) {
  if (mode === "navigate") return "page";
  const {pathname, search} = new URL(url);
  return pieces.includes(pathname + search) ? "piece" : undefined;
}

/** Resolve to the page asked for, begun or not by the browser, or to `horsLigne()` when the line is cut. */
export async function pageOu(horsLigne, {preloadResponse, request}) {
  try {
    return (await preloadResponse) || (await fetch(request));
  } catch {
    return horsLigne();
  }
}
