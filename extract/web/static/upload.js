// Sending files.
import { send, toast } from "/static/desk.js";

const upload = document.getElementById("upload");
upload.addEventListener("submit", async (event) => {
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
