// Fills in the address under which this page was found, and puts a button beside each command.

const base = location.origin + location.pathname.replace(/\/[^/]*$/, "");

function addButton(command, code) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", () => copy(code, button));
  command.append(button);
}

async function copy(code, button) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = "Copied";
  } catch {
    // Browsers offer no clipboard to pages that came over plain HTTP from another machine.
    getSelection().selectAllChildren(code);
    button.textContent = "Selected";
  }
  setTimeout(() => (button.textContent = "Copy"), 2000);
}

for (const command of document.querySelectorAll(".command")) {
  const code = command.querySelector("code");
  code.textContent = code.textContent.replaceAll("{origin}", base);
  addButton(command, code);
}
