const form = document.getElementById("order");
const notice = document.getElementById("notice");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const order = Object.fromEntries(new FormData(form));
  order.quantity = Number(order.quantity);
  const response = await fetch("api/orders", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(order),
  });
  notice.classList.toggle("failed", !response.ok);
  notice.textContent = response.ok
    ? "Stored and published."
    : "Rolled back: there is neither an order nor a message.";
  await refresh();
});

async function refresh() {
  const [orders, parcels] = await Promise.all(
    ["api/orders", "api/parcels"].map(async (path) => (await fetch(path)).json()),
  );
  const packed = new Set(parcels.map((parcel) => parcel.orderId));
  show("orders", orders, (order) => ({
    content: `${order.quantity} × ${order.item} for ${order.customer}`,
    detail: `${time(order.placedAt)} · ${packed.has(order.id) ? "packed" : "waiting"}`,
    isDone: packed.has(order.id),
  }));
  show("parcels", parcels, (parcel) => ({
    content: parcel.content,
    detail: `${time(parcel.packedAt)} · ${parcel.messageId}`,
    isDone: true,
  }));
}

function show(list, rows, describe) {
  const card = document.getElementById("card");
  const items = rows.map((row) => {
    const { content, detail, isDone } = describe(row);
    const item = card.content.cloneNode(true).firstElementChild;
    item.classList.toggle("done", isDone);
    item.querySelector(".content").textContent = content;
    item.querySelector(".detail").textContent = detail;
    return item;
  });
  document.getElementById(list).replaceChildren(...items);
}

function time(instant) {
  return new Date(instant).toLocaleTimeString();
}

async function keepFresh() {
  try {
    await refresh();
  } finally {
    setTimeout(keepFresh, 1000);
  }
}

keepFresh();
