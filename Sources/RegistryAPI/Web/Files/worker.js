// Brings the page's own files where the network fails. What the page asked it keeps itself (kept.js).
// The server writes two lines before these: FILES, what the page is made of, and RELEASE, a digest of it all.
// Source: W3C, Service Workers.

const OWN = `files ${RELEASE}`;
const ANSWERS = "answers";

// MARK: - Life

addEventListener("install", (event) => event.waitUntil(keepFiles().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(dropOldReleases().then(() => clients.claim())));

async function keepFiles() {
  const cache = await caches.open(OWN);
  await cache.addAll(FILES.map((path) => new Request(path, { cache: "no-cache", headers: { Accept: path === "/" ? "text/html" : "*/*" } })));
}

async function dropOldReleases() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== OWN && name !== ANSWERS).map((name) => caches.delete(name)));
}

// MARK: - Files

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, searchParams } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (pathname === "/" && (searchParams.get("f") ?? "html") === "html") event.respondWith(file(request, "/"));
  } else if (FILES.includes(pathname)) event.respondWith(file(request, pathname));
});

async function file(request, path) {
  try {
    return await fetch(request);
  } catch {
    const cache = await caches.open(OWN);
    return await cache.match(path, { ignoreVary: true }) ?? Response.error();
  }
}
