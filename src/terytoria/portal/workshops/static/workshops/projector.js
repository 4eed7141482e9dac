// The wall follows the room: every few seconds the board is asked for anew, and changed only where
// it differs. Without this script the page reloads itself.
"use strict";

const board = document.querySelector("[data-board]");
const pause = document.querySelector("[data-pause]");
const state = document.querySelector("[data-state]");
let last = "";

async function refresh() {
  if (pause.getAttribute("aria-pressed") === "false" && !document.hidden) {
    try {
      const answer = await fetch(board.dataset.board, { credentials: "same-origin", redirect: "error" });
      if (!answer.ok) throw new Error(String(answer.status));
      const text = (await answer.json()).board;
      if (text !== last) {
        last = text;
        const parsed = new DOMParser().parseFromString(text, "text/html");
        board.replaceChildren(...parsed.body.childNodes);
      }
      state.textContent = "";
    } catch {
      state.textContent = "Brak połączenia. Tablica odświeży się sama.";
    }
  }
  window.setTimeout(refresh, 3000);
}

pause.hidden = false;
pause.addEventListener("click", () => {
  const stopped = pause.getAttribute("aria-pressed") === "false";
  pause.setAttribute("aria-pressed", String(stopped));
  state.textContent = stopped ? "Odświeżanie wstrzymane." : "";
});
window.setTimeout(refresh, 3000);
