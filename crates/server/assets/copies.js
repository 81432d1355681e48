// What was typed and is not on the server yet, kept in this browser under its person and its form until it is.
//
// A copy is { at, version, fields, sent }: when it was typed, over which version of a draft, what stands in the form, and the
// order to save that was sent and not answered, if there is one. An order is repeated under its own key, so that it has one
// effect however often it is sent.

const PREFIX = "baopi-typed ";
/// Copies older than this are dropped: whoever typed them does not come back for them.
const KEPT_MS = 14 * 24 * 60 * 60 * 1000;
/// An answer that takes longer than this is none.
export const PATIENCE_MS = 15_000;

/// Whose page this is. Nobody else's copies are read here.
export const person = document.body.dataset.person;

const slot = (path) => `${PREFIX}${person} ${path}`;
// After a sign-out nothing is written any more, whatever the page still does.
let closed = false;

// Browsers can be told to have no storage, and then touching it throws: nothing is kept, and everything else works.
const storage = (use) => {
  try {
    return use(localStorage);
  } catch (error) {
    console.debug(error);
    return null;
  }
};

const names = () => storage((held) => Object.keys(held).filter((name) => name.startsWith(PREFIX))) ?? [];

export const read = (path) => storage((held) => JSON.parse(held.getItem(slot(path))));

/// Whether it is kept.
export const write = (path, copy) =>
  !closed && storage((held) => (held.setItem(slot(path), JSON.stringify(copy)), true)) === true;

export const drop = (path) => storage((held) => held.removeItem(slot(path)));

const clear = () => {
  closed = true;
  for (const name of names()) storage((held) => held.removeItem(name));
};

/// A key of its own for an order. Random numbers are there also where a page is not served over HTTPS.
export const newKey = () => [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(16)).join("-");

/// Sends an order to save. Null where no answer came, so that nobody knows whether it was carried out.
export const send = async ({ to, key, version, fields, order }, options = {}) => {
  const body = new FormData();
  for (const [name, value] of [["person", person], ["do", order ?? ""], ...fields]) body.append(name, value);
  const headers = { "Idempotency-Key": key };
  if (version) headers["If-Match"] = `"v${version}"`;
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(to, { method: "POST", body, headers, signal, ...options });
    if (answer.status === 401) return { code: "signed_out" };
    return answer.ok ? await answer.json() : { code: "failed" };
  } catch (error) {
    console.debug(error);
    return null;
  }
};

/// Repeats the order that was not answered, if there is one, and keeps only what the server does not have.
export const settle = async (path) => {
  const copy = read(path);
  if (!copy?.sent) return null;
  const answer = await send(copy.sent);
  if (answer === null || answer.code === "signed_out" || answer.code === "failed") return answer;
  // Somebody typed on in another tab.
  if (read(path)?.at !== copy.at) return answer;
  drop(path);
  const isSaved = answer.code === "saved";
  const hasAll = JSON.stringify(copy.fields) === JSON.stringify(copy.sent.fields);
  if (isSaved && !hasAll) write(answer.path, { ...copy, version: answer.version, sent: null });
  if (!isSaved && answer.code !== "classified") write(path, { ...copy, sent: null });
  return answer;
};

for (const name of names()) {
  const copy = storage((held) => JSON.parse(held.getItem(name)));
  if (!copy || Date.now() - copy.at > KEPT_MS) storage((held) => held.removeItem(name));
}

// What was sent while a page was left is on the server by now, or is sent again; the form itself looks after its own.
const own = document.querySelector("form[data-preview]")?.getAttribute("action");
for (const name of names()) {
  const path = name.slice(slot("").length);
  if (name.startsWith(slot("")) && path !== own) settle(path);
}

document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented && event.target.getAttribute("action") === "/sign-out") clear();
});
