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
for (const link of document.querySelectorAll("a[data-report]")) {
  link.addEventListener("click", () => (link.search = `?lang=${root.lang}`));
}
for (const strips of document.querySelectorAll("details[data-strips]")) {
  strips.addEventListener("toggle", () => {
    for (const picture of strips.querySelectorAll("img[data-src]")) {
      picture.addEventListener("error", () => picture.replaceWith(both("（原文件已不在）", "(the file is not there any more)")));
      picture.addEventListener("load", () => {
        const sheet = picture.nextElementSibling; // points across: as many as the picture's shape says
        sheet.setAttribute("viewBox", `0 0 ${(sheet.dataset.high * picture.naturalWidth) / picture.naturalHeight} ${sheet.dataset.high}`);
      });
      picture.src = picture.dataset.src;
      picture.removeAttribute("data-src");
    }
  });
}

// Marking a finding of the audit as reviewed
const dialog = document.getElementById("edit");
if (dialog && document.querySelector('[data-act="review"]')) {
  const form = document.getElementById("edit-form");
  let finding = null;
  const ask = (article) => {
    finding = article;
    document.getElementById("edit-title").textContent = both("标为已复核", "Mark as reviewed");
    document.getElementById("edit-quote").textContent = article.querySelector(`.sentence .${root.lang}`)?.textContent ?? article.querySelector(".sentence").textContent;
    document.getElementById("edit-problem").textContent = "";
    for (const id of ["edit-confirm", "edit-remove"]) document.getElementById(id).hidden = true;
    form.author.value = author.get();
    dialog.showModal();
    form.why.focus();
  };
  addEventListener("click", (event) => {
    const button = event.target.closest('[data-act="review"]');
    if (button) ask(button.closest("article"));
  });
  addEventListener("keydown", (event) => {
    const article = event.target.closest?.("article[data-review]");
    if (article && ["c", "Enter"].includes(event.key) && event.target === article) {
      event.preventDefault();
      ask(article);
    }
  });
  document.getElementById("edit-cancel").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const { review: id, message } = finding.dataset;
      await send("POST", `/api/audit/${id}/review`, { message, why: form.why.value, author: form.author.value });
      author.set(form.author.value);
      location.hash = finding.id;
      location.reload();
    } catch (error) {
      document.getElementById("edit-problem").textContent = error.message;
    }
  });
}

// Sending files
const upload = document.getElementById("upload");
upload?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const list = document.getElementById("uploaded");
  const button = upload.querySelector("button");
  button.disabled = true;
  try {
    const { files } = await send("POST", "/api/upload", new FormData(upload));
    for (const file of files) {
      const item = list.appendChild(document.createElement("li"));
      const shown = item.appendChild(document.createElement(file.document ? "a" : "span"));
      shown.textContent = file.file;
      if (file.document) shown.href = `/bulletin/${file.document}`;
      if (file.cause) item.append(` ${file.cause}`);
    }
    upload.reset();
  } catch (error) {
    toast(error.message);
  }
  button.disabled = false;
});
say();
root.dataset.ready = "yes";
