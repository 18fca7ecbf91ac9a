// Comforts only: every page is complete without it.
for (const code of document.querySelectorAll(".code")) {
  const text = code.querySelector("code");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(text);
      button.textContent = "Selected";
    }
    setTimeout(() => (button.textContent = "Copy"), 1600);
  });
  code.append(button);
}

// The thanks take the place of the form, and the focus with it.
document.addEventListener("htmx:afterSettle", () => document.querySelector(".thanks")?.focus());
