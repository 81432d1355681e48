// While a form is typed: count and findings, as the server sees them, and then the text itself is saved. Without this file
// the buttons “检查” and “保存草稿” do the same.

import * as copies from "./copies.js";

/// A pause in typing of this length begins a round of checking and saving.
const PAUSE_MS = 700;
/// Whoever types on and on is saved all the same.
const NO_PAUSE_MS = 4_000;
/// Two savings in the background are this far apart, because each stands in the record for ever.
const BETWEEN_SAVES_MS = 5_000;
/// What was not saved for want of an answer is tried again.
const RETRY_MS = 15_000;
/// What a form sends and nobody typed.
const NOT_TYPED = ["nonce", "version", "do"];

const form = document.querySelector("form[data-preview]");
const checks = document.querySelector("#checks");
const saying = document.querySelector("#saving");

// The form as it is sent. Files are read when a button asks for it, not while somebody types.
const sent = () => [...new FormData(form)].filter(([, value]) => typeof value === "string");
const typed = () => sent().filter(([name]) => !NOT_TYPED.includes(name));

const field = (name) => form.querySelector(`input[type=hidden][name=${name}]`);
const version = () => Number(field("version")?.value ?? 0);

let path = form.getAttribute("action");
// Nothing is saved in the background where each saving is a step of its own, as a correction is.
let to = form.dataset.save ?? null;
// What the server has, as text, to be compared with what stands in the form.
let onServer = form.dataset.origin === "kept" ? JSON.stringify(typed()) : "";
const isDirty = () => JSON.stringify(typed()) !== onServer;
// A copy that was only shown again is not saved before somebody goes on with it, so that it can be discarded.
let isTouched = form.dataset.origin === "typed";
let isClassified = false;
// The order to save that is not answered.
let open = null;
let round = null;
let savedAt = 0;
let typedSince = 0;
let timer = 0;

const say = (text, isTrouble = true) => {
  // Only what needs somebody's attention is read out.
  saying.toggleAttribute("data-trouble", isTrouble && text !== "");
  saying.setAttribute("aria-live", isTrouble ? "polite" : "off");
  saying.textContent = text;
};

const keep = (fields) => {
  if (!copies.write(path, { at: Date.now(), version: version(), fields, sent: open })) say(saying.dataset.full);
};

const later = (wait) => {
  clearTimeout(timer);
  timer = setTimeout(next, Math.max(wait, 0));
};

/// What the rules say: `fine`, `classified`, or nothing where no answer came.
const judge = async () => {
  const body = new FormData();
  for (const [name, value] of sent()) body.append(name, value);
  try {
    const signal = AbortSignal.timeout(copies.PATIENCE_MS);
    const answer = await fetch(form.dataset.preview, { method: "POST", body, signal });
    if (!answer.ok) return null;
    const part = document.createElement("template");
    part.innerHTML = await answer.text();
    const verdict = part.content.querySelector("[data-classified]") ? "classified" : "fine";
    // The reasons are typed inside the part that is replaced: it waits until the cursor has left it.
    const isBusy = checks.contains(document.activeElement) && document.activeElement.matches("textarea");
    if (!isBusy) checks.replaceChildren(part.content);
    return verdict;
  } catch (error) {
    console.debug(error);
    return null;
  }
};

/// From the first saving on, a new form is the form of its draft.
const adopt = (answer) => {
  copies.drop(path);
  let seen = field("version");
  if (!seen) {
    seen = document.createElement("input");
    Object.assign(seen, { type: "hidden", name: "version" });
    form.prepend(seen);
  }
  seen.value = answer.version;
  if (path === answer.path) return;
  [path, to] = [answer.path, answer.save];
  form.setAttribute("action", path);
  history.replaceState(null, "", path);
  const back = document.querySelector("form[action='/language'] [name=next]");
  if (back) back.value = path;
};

/// Sends the open order. The code of the answer, or `offline` where none came.
const deliver = async () => {
  const answer = (await copies.send(open)) ?? { code: "offline" };
  if (answer.code === "offline" || answer.code === "failed") {
    say(saying.dataset[answer.code]);
    later(RETRY_MS);
    return answer.code;
  }
  if (answer.code === "saved") {
    adopt(answer);
    onServer = JSON.stringify(open.fields);
    savedAt = Date.now();
    say(isDirty() ? "" : answer.says, false);
  } else {
    say(answer.code === "signed_out" ? saying.dataset.signedOut : answer.says);
  }
  open = null;
  return answer.code;
};

const forget = () => {
  isClassified = true;
  open = null;
  copies.drop(path);
  say(saying.dataset.classified);
  return "classified";
};

/// Checks what is typed, then saves it or keeps a copy here. An `order` saves at once and whatever is still missing.
const check = async (order) => {
  typedSince = 0;
  const fields = typed();
  isClassified = (await judge()) === "classified";
  if (isClassified) return forget();
  if (!open && JSON.stringify(fields) === onServer) return "saved";
  const rest = savedAt + BETWEEN_SAVES_MS - Date.now();
  if (to === null || (!order && rest > 0)) {
    keep(fields);
    if (to === null) say(saying.dataset.local);
    else later(rest);
    return "kept";
  }
  return save(fields, order);
};

const save = async (fields, order) => {
  if (open) {
    const code = await deliver();
    if (open) {
      keep(fields);
      return code;
    }
    if (JSON.stringify(fields) === onServer) return code;
  }
  open = { to, key: copies.newKey(), version: version(), fields, order };
  keep(fields);
  const code = await deliver();
  if (code === "classified") return forget();
  if (code !== "saved" || isDirty()) keep(typed());
  return code;
};

/// Rounds do not overlap: what is typed during one is for the next.
const next = async (order) => {
  clearTimeout(timer);
  while (round) await round;
  round = check(order);
  try {
    return await round;
  } finally {
    round = null;
  }
};

const type = () => {
  isTouched = true;
  if (!saying.hasAttribute("data-trouble")) say("", false);
  const now = Date.now();
  typedSince ||= now;
  later(Math.min(PAUSE_MS, typedSince + NO_PAUSE_MS - now));
};

let isLeaving = false;
let isPassing = false;
let isSubmitted = false;

const pass = (target, button) => {
  [isPassing, isSubmitted] = [true, target === form];
  target.requestSubmit(button);
  isPassing = false;
};

/// Before the page is left by a button, everything is saved. Without an answer the form stays where it is.
const leave = async (event) => {
  if (isPassing) return;
  const [target, button] = [event.target, event.submitter];
  const isOwn = target === form;
  if (!isLeaving && (isClassified || (!round && !open && !isDirty()))) {
    isSubmitted = isOwn;
    return;
  }
  event.preventDefault();
  if (isLeaving) return;
  isLeaving = true;
  const isSignOut = target.getAttribute("action") === "/sign-out";
  const isOrder = isSignOut || ["save", "submit", "correct"].includes(button?.value);
  const outcome = await next(isOrder ? "save" : undefined);
  isLeaving = false;
  if (isOwn && (outcome === "offline" || outcome === "failed")) return;
  const isLost = isSignOut && outcome !== "saved" && outcome !== "classified";
  if (!isLost || confirm(saying.dataset.leave)) pass(target, button);
};

/// The way out by a link, the window's cross or the browser's buttons: there is no time to wait for an answer.
const hide = () => {
  clearTimeout(timer);
  if (isSubmitted || !isTouched || isClassified || !isDirty()) return;
  const fields = typed();
  if (to !== null && !open) {
    open = { to, key: copies.newKey(), version: version(), fields };
    copies.send(open, { keepalive: true });
  }
  keep(fields);
};

/// Shows a copy again. The server makes the form, because it may have more rows than an empty one.
const restore = (copy) => {
  const again = document.createElement("form");
  Object.assign(again, { method: "post", action: path, enctype: "multipart/form-data", hidden: true });
  const own = [["nonce", field("nonce").value], ["version", copy.version], ["do", "check"], ["restored_at", copy.at]];
  for (const [name, value] of [...copy.fields, ...own]) {
    const part = document.createElement("textarea");
    Object.assign(part, { name, value });
    again.append(part);
  }
  document.body.append(again);
  again.submit();
};

/// What was typed before the browser was lost: on the server by now, or in a copy.
const recover = async () => {
  if (!copies.read(path)) return;
  form.inert = true;
  const answer = await copies.settle(path);
  if (answer?.code === "saved" && (answer.path !== path || answer.version > version())) {
    location.replace(`${answer.path}?saved=1`);
    return;
  }
  const copy = copies.read(path);
  if (copy && copy.version >= version()) {
    restore(copy);
    return;
  }
  form.inert = false;
  if (copy) offer(copy);
};

/// A copy of what was typed over an earlier version does not take the place of a later one by itself. It may be that its
/// removal was lost together with the browser.
const offer = (copy) => {
  const note = document.querySelector("#older");
  const text = note.querySelector("span");
  text.textContent = text.textContent.replace("…", new Date(copy.at).toLocaleString(document.documentElement.lang));
  note.querySelector("button").addEventListener("click", () => restore(copy));
  note.hidden = false;
};

form.addEventListener("input", type);
form.addEventListener("change", type);
document.addEventListener("submit", leave, { capture: true });
addEventListener("pagehide", hide);
addEventListener("pageshow", () => {
  isSubmitted = false;
});
addEventListener("online", () => {
  if (isTouched && isDirty()) later(0);
});
for (const link of document.querySelectorAll("[data-discard]")) {
  link.addEventListener("click", () => {
    isTouched = false;
    copies.drop(path);
  });
}

if (form.dataset.origin === "kept") recover();
if (form.dataset.origin === "typed") later(0);
