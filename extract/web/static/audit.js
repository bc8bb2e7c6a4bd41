// The audit page: reports in the language of the page, pictures of places when they are asked for, reviews.
import { author, both, send } from "/static/desk.js";

const root = document.documentElement;
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

// Marking a finding as reviewed
const dialog = document.getElementById("edit");
const form = document.getElementById("edit-form");
let finding = null;
const ask = (article) => {
  if (!article.querySelector('[data-act="review"]')) return; // without a session the page is for reading
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
