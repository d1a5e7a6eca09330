// Lines of the agenda's order can be dragged; their numbers follow, and saving is the form's own.
(() => {
  "use strict";
  const list = document.querySelector("[data-order]");
  if (!list) return;
  const lines = () => Array.from(list.children);
  const renumber = () => lines().forEach((line, at) => { line.querySelector(".place input").value = at + 1; });
  let held = null;

  for (const line of lines()) {
    const handle = document.createElement("span");
    handle.className = "handle";
    handle.textContent = "⠿";
    handle.title = list.dataset.wordDrag || "";
    handle.setAttribute("aria-hidden", "true");
    line.prepend(handle);
    // Text in the fields stays selectable: only the handle drags.
    handle.addEventListener("pointerdown", () => { line.draggable = true; });
    line.addEventListener("dragstart", (event) => {
      held = line;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", line.id);
      line.classList.add("held");
    });
    line.addEventListener("dragend", () => {
      line.classList.remove("held");
      line.draggable = false;
      held = null;
      renumber();
    });
    line.addEventListener("dragover", (event) => {
      if (!held || held === line) return;
      event.preventDefault();
      const box = line.getBoundingClientRect();
      list.insertBefore(held, event.clientY > box.top + box.height / 2 ? line.nextSibling : line);
    });
    line.addEventListener("drop", (event) => event.preventDefault());
  }
})();
