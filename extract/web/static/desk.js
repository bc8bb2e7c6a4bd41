// What every page does: the language, the keys, and requests that write.
const root = document.documentElement;

export const both = (zh, en) => (root.lang === "en" ? en : zh);

export function toast(text) {
  const place = document.getElementById("toast");
  place.textContent = text;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => (place.textContent = ""), 4000);
}

export async function send(method, path, body) {
  const headers = { "X-Jianbao-Token": document.querySelector('meta[name="forgery-token"]').content };
  if (body && !(body instanceof FormData)) headers["Content-Type"] = "application/json";
  const answer = await fetch(path, { method, headers, body: !body || body instanceof FormData ? body : JSON.stringify(body) });
  const content = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(content.error ?? `${answer.status}`);
  return content;
}

export const author = {
  get: () => localStorage.getItem("author") ?? document.querySelector('meta[name="author"]').content,
  set: (name) => localStorage.setItem("author", name),
};

// Offsets in a record count characters (code points); those of the browser count UTF-16 units.
export const points = (string, units) => Array.from(string.slice(0, units)).length;

function say() {
  const search = document.getElementById("search");
  search.placeholder = search.dataset[root.lang];
}

function switchLanguage() {
  root.lang = root.lang === "en" ? "zh" : "en";
  document.cookie = `lang=${root.lang}; path=/; max-age=31536000; samesite=strict`;
  document.getElementById("language").lang = both("en", "zh");
  say();
  dispatchEvent(new CustomEvent("language"));
}

const isTyping = (target) => target.matches?.("input, select, textarea, [contenteditable]") || document.querySelector("dialog[open]");

function move(step) {
  const values = [...document.querySelectorAll("main .value[tabindex], main a.value")].filter((one) => one.offsetParent !== null);
  if (!values.length) return;
  const at = values.indexOf(document.activeElement);
  const next = values[at < 0 ? (step > 0 ? 0 : values.length - 1) : Math.min(Math.max(at + step, 0), values.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

const keys = {
  "/": () => (document.querySelector('main input[type="search"]') ?? document.getElementById("search")).focus(),
  "?": () => document.getElementById("help").showModal(),
  j: () => move(1),
  k: () => move(-1),
  n: () => document.querySelector('a[rel="next"]')?.click(),
  p: () => document.querySelector('a[rel="prev"]')?.click(),
  l: switchLanguage,
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const act = keys[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});
document.getElementById("language").addEventListener("click", switchLanguage);
document.getElementById("help-button").addEventListener("click", keys["?"]);
document.getElementById("log-out")?.addEventListener("click", async () => {
  await send("POST", "/api/logout");
  location.assign("/");
});
addEventListener("change", (event) => {
  if (event.target.matches("select[data-submit]")) event.target.form.submit();
});
say();
root.dataset.ready = "yes";
