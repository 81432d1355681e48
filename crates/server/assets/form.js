// While a form is typed: count and findings, as the server sees them. Without this file the button “检查” does the same.

const WAIT_MS = 700;

const form = document.querySelector("form[data-preview]");
const checks = document.querySelector("#checks");

if (form && checks) {
  let timer = 0;
  let current = null;

  const typed = () => {
    const data = new FormData(form);
    // Files are read when a button asks for it, not while somebody types.
    for (const [name, value] of [...data]) {
      if (value instanceof File) data.delete(name);
    }
    return data;
  };

  // The reasons are typed inside the part that is replaced: wait until the cursor has left it.
  const busy = () => checks.contains(document.activeElement) && document.activeElement.matches("textarea");

  const refresh = async () => {
    if (busy()) return;
    current?.abort();
    current = new AbortController();
    try {
      const answer = await fetch(form.dataset.preview, { method: "POST", body: typed(), signal: current.signal });
      if (answer.ok && !busy()) checks.innerHTML = await answer.text();
    } catch (error) {
      // A page without a network still submits as a form; there is nothing to tell.
      if (error.name !== "AbortError") console.debug(error);
    }
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, WAIT_MS);
  };

  form.addEventListener("input", later);
  form.addEventListener("change", later);
}
