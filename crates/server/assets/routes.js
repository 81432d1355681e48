// While a route is typed: what stands against it, and its steps, as the server sees them. Without this file the button
// “核验” does the same.

/// A pause in typing of this length asks the server.
const PAUSE_MS = 600;
/// Whoever waits longer for an answer asks again with the next key.
const PATIENCE_MS = 10_000;

const form = document.querySelector("form[data-check]");
const checked = document.querySelector("#checked");
let timer = 0;
let asked = 0;

const check = async () => {
  asked += 1;
  const mine = asked;
  const body = new URLSearchParams([...new FormData(form)]);
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(form.dataset.check, { method: "POST", body, signal });
    if (!answer.ok || mine !== asked) return;
    const part = document.createElement("template");
    part.innerHTML = await answer.text();
    checked.replaceChildren(part.content);
  } catch (error) {
    console.debug(error);
  }
};

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(check, PAUSE_MS);
});
