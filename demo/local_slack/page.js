// Runs in local-slack's page before its own script. The page talks to its server over one WebSocket (/ui); everything
// here happens to the frames on it, so that a person sees what Slack would show. What the bot receives stays real.
//   init {state: {users, channels, messages, modalStack, homeViews, …}}, message, message_update, view {stack},
//   view_errors {errors}, home {user, view}  →  page;   view_submit {user, values}, slash_command, …  ←  page
(() => {
  const state = { users: [], channels: [], messages: new Map(), view: null, toPrefill: null };
  let socket = null;

  // ---- rich text: see rich.js.
  const rich = window.localSlackRich({
    user: (id) => state.users.find((one) => one.id === id)?.real_name ?? id,
    channel: (id) => state.channels.find((one) => one.id === id)?.name ?? id,
  });
  const plain = (text) => ({ type: "section", text: { type: "plain_text", text } });

  // ---- fields that the page cannot draw become ones that it can; real() turns their values back.
  const option = (value, text) => ({ value, text: { type: "plain_text", text } });
  const choices = {
    users_select: () => state.users.filter((one) => !one.is_bot).map((one) => option(one.id, one.real_name)),
    channels_select: () => state.channels.filter((one) => !one.is_im).map((one) => option(one.id, "#" + one.name)),
  };
  choices.multi_users_select = choices.users_select;
  choices.conversations_select = choices.channels_select;
  choices.multi_channels_select = choices.multi_conversations_select = choices.channels_select;
  const grouped = (element) => element.options ?? (element.option_groups ?? []).flatMap((group) => group.options);

  const drawable = (element) => {
    const type = element.type;
    const options = choices[type]?.() ?? grouped(element);
    if (type.startsWith("multi_")) return { ...element, type: "checkboxes", options };
    if (type in choices || type === "static_select") return { ...element, type: "static_select", options };
    if (["number_input", "email_text_input", "url_text_input", "timepicker"].includes(type))
      return { ...element, type: "plain_text_input" };
    return element;
  };
  const singular = { users_select: "user", channels_select: "channel", conversations_select: "conversation" };
  const real = (element, drawn) => {
    const type = element.type;
    const chosen = drawn.selected_options?.map((one) => one.value);
    if (type in singular) return { type, [`selected_${singular[type]}`]: drawn.selected_option?.value ?? null };
    if (type === "multi_static_select") return { ...drawn, type };
    if (type.startsWith("multi_")) return { type, [`selected_${singular[type.slice(6)]}s`]: chosen ?? [] };
    if (type === "timepicker") return { type, selected_time: drawn.value || null };
    return { ...drawn, type };
  };
  // What Slack submits for a field that nobody touched: its initial value. The page submits nothing.
  const untouched = (element) => {
    const value = { type: element.type };
    for (const [key, given] of Object.entries(element)) {
      if (key === "initial_value") value.value = given;
      else if (key.startsWith("initial_")) value[key.replace("initial_", "selected_")] = given;
    }
    return Object.keys(value).length > 1 ? value : null;
  };

  const shown = (block) => {
    if (block.type === "rich_text") return [rich.standIn(block)];
    if (block.type === "input") return [{ ...block, element: drawable(block.element) }];
    if (block.type === "markdown") return [plain(block.text)];
    return [block];
  };
  const blocks = (holder) => (holder?.blocks ? { ...holder, blocks: holder.blocks.flatMap(shown) } : holder);
  const inputs = (view) => (view?.blocks ?? []).filter((block) => block.type === "input");

  const views = (stack) => {
    const top = stack.at(-1) ?? null;
    if (top && top.id !== state.view?.id) state.toPrefill = top;
    state.view = top;
    return stack.map(blocks);
  };

  // Radio buttons, check boxes and lists are set by hand, since the page ignores their initial options.
  const prefill = () => {
    const view = state.toPrefill;
    const fields = [...document.querySelectorAll(".modal .bk-input")];
    const drawn = JSON.stringify(fields.map((field) => field.querySelector(".bk-label").textContent));
    if (!view || drawn !== JSON.stringify(inputs(view).map((block) => block.label.text))) return;
    state.toPrefill = null;
    inputs(view).forEach((block, at) => {
      const { initial_option, initial_options, initial_user } = block.element;
      const wanted = new Set([initial_option, ...(initial_options ?? [])].filter(Boolean).map((one) => one.value));
      const options = drawable(block.element).options ?? [];
      const list = fields[at].querySelector("select");
      const value = initial_user ?? initial_option?.value;
      if (list && value && !list.value) {
        list.value = value;
        list.dispatchEvent(new Event("change", { bubbles: true }));
      }
      const boxes = [...fields[at].querySelectorAll(".bk-options input")];
      if (boxes.some((box) => box.checked)) return;
      boxes.filter((_, index) => wanted.has(options[index].value)).forEach((box) => box.click());
    });
  };

  // Beside a choice stands what it means, and pressing that makes the choice as well.
  const describe = () => {
    const fields = [...document.querySelectorAll(".modal .bk-input")];
    inputs(state.view).forEach((block, at) => {
      const options = grouped(block.element);
      for (const [index, label] of [...(fields[at]?.querySelectorAll(".bk-options > label") ?? [])].entries()) {
        const words = options[index]?.description?.text ?? "";
        const shown = label.nextElementSibling?.matches(".described") ? label.nextElementSibling : null;
        if (shown?.textContent === words || (!shown && !words)) continue;
        shown?.remove();
        if (!words) continue;
        const made = Object.assign(document.createElement("div"), { className: "described", textContent: words });
        made.addEventListener("click", () => label.click());
        label.after(made);
      }
    });
  };

  // ---- what is private stays private: the page shows everybody's messages to everybody.
  const remember = (message) => state.messages.set(message.ts, message);
  const hidden = document.createElement("style");
  const actingName = () => document.querySelector(".actas:last-of-type select")?.selectedOptions[0]?.textContent;
  const privacy = () => {
    const name = actingName();
    const me = state.users.find((one) => one.real_name === name)?.id;
    const others = [...state.messages.values()].filter((one) => one.ephemeral_to && one.ephemeral_to !== me);
    const rule = others.map((one) => `.msg[data-ts="${one.ts}"]`).join(",");
    const sheet = rule ? `${rule}{display:none}` : "";
    if (hidden.textContent !== sheet) hidden.textContent = sheet;
    for (const item of document.querySelectorAll(".sidebar-item:has(.dot)")) {
      item.hidden = item.textContent.trim() !== name;
      item.style.display = item.hidden ? "none" : "";
      if (item.hidden && item.classList.contains("active")) document.querySelector(".sidebar-item").click();
    }
  };

  // ---- frames
  const arriving = (frame) => {
    switch (frame.t) {
      case "init":
        Object.assign(state, { users: frame.state.users, channels: frame.state.channels, messages: new Map() });
        Object.values(frame.state.messages).flat().forEach(remember);
        frame.state.messages = Object.fromEntries(
          Object.entries(frame.state.messages).map(([channel, all]) => [channel, all.map(blocks)]));
        frame.state.homeViews = Object.fromEntries(Object.entries(frame.state.homeViews).map(([user, homes]) =>
          [user, Object.fromEntries(Object.entries(homes).map(([app, home]) => [app, blocks(home)]))]));
        frame.state.modalStack = views(frame.state.modalStack);
        return frame;
      case "channel": state.channels.push(frame.channel); return frame;
      case "message":
      case "message_update": remember(frame.message); return { ...frame, message: blocks(frame.message) };
      case "view": return { ...frame, stack: views(frame.stack) };
      case "view_errors": return { ...frame, errors: named(frame.errors) };
      case "home": return { ...frame, view: blocks(frame.view) };
      default: return frame;
    }
  };
  // Errors are shown below the form; say which field by its label instead of its id.
  const named = (errors) => Object.fromEntries(Object.entries(errors).map(([id, text]) =>
    [inputs(state.view).find((block) => block.block_id === id)?.label.text ?? id, text]));
  const leaving = (frame) => {
    if (frame.t !== "view_submit") return frame;
    const values = structuredClone(frame.values);
    for (const { block_id, element } of inputs(state.view)) {
      const drawn = values[block_id]?.[element.action_id];
      const value = drawn ? real(element, drawn) : untouched(element);
      if (value) (values[block_id] ??= {})[element.action_id] = value;
    }
    return { ...frame, values };
  };

  const Real = window.WebSocket;
  window.WebSocket = class extends Real {
    constructor(...args) { super(...args); socket = this; }
    set onmessage(listener) {
      super.onmessage = (event) => {
        listener({ data: JSON.stringify(arriving(JSON.parse(event.data))) });
        queueMicrotask(privacy);
      };
    }
    send(text) { super.send(JSON.stringify(leaving(JSON.parse(text)))); }
  };

  // ---- shortcuts: one button over every message, one in the top bar.
  const { shortcuts } = window.localSlackExtras;
  const interact = (told, channel = "") => socket.send(JSON.stringify({ t: "slash_command", command: "/-interaction",
    text: JSON.stringify(told), channel, user: state.users.find((one) => one.real_name === actingName())?.id }));
  const call = ({ callback_id }, message) => interact({ callback_id, message }, message?.channel);
  const button = (label, className, press) => {
    const made = document.createElement("button");
    Object.assign(made, { textContent: label, title: label, className });
    made.addEventListener("click", press);
    return made;
  };
  const offer = () => {
    if (!shortcuts) return;
    for (const bar of document.querySelectorAll(".msg-hover-actions:not(:has(.shortcut))")) {
      const message = () => state.messages.get(bar.closest(".msg").dataset.ts);
      bar.append(button(shortcuts.message.label, "msg-hover-btn shortcut", () => call(shortcuts.message, message())));
    }
    const top = document.querySelector(".topbar-right:not(:has(.shortcut))");
    top?.append(button(shortcuts.global.label, "inspector-toggle shortcut", () => call(shortcuts.global)));
  };

  // ---- buttons in a modal, which the page draws and does nothing with.
  const pressable = (view) => (view?.blocks ?? []).flatMap((block) =>
    (block.elements ?? [block.accessory]).filter((one) => one?.type === "button")
      .map(({ type, action_id, value, text }) => ({ type, action_id, block_id: block.block_id, value, text })));
  const press = (event) => {
    const pressed = event.target.closest?.(".modal .bk-button");
    const action = pressed && pressable(state.view)[[...document.querySelectorAll(".modal .bk-button")].indexOf(pressed)];
    if (action) interact({ view: state.view, action });
  };

  const suggest = () => {
    for (const box of document.querySelectorAll('.composer-input[placeholder$="try /echo hi"]'))
      box.placeholder = box.placeholder.replace("/echo hi", "/barrier help");
  };

  // ---- ?as=lee&in=lincoln-slt opens the page as somebody, somewhere.
  const asked = new URLSearchParams(location.search);
  const openAsAsked = () => {
    const who = state.users.find((one) => one.name === asked.get("as"));
    const list = document.querySelector(".actas:last-of-type select");
    if (who && list && [...list.options].some((one) => one.value === who.id)) {
      asked.delete("as");
      list.value = who.id;
      list.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const place = [...document.querySelectorAll(".sidebar-item")]
      .find((one) => asked.get("in") && one.textContent === "#" + asked.get("in"));
    if (place) { asked.delete("in"); place.click(); }
  };

  document.addEventListener("DOMContentLoaded", () => {
    const looks = document.createElement("style");
    // The bell lists everybody's private messages to everybody; bold names in the side bar do its work.
    looks.textContent = ".plain{white-space:pre-wrap;overflow-wrap:anywhere} .notif{display:none} "
      + ".described{margin:0 0 4px 26px;color:var(--muted);font-size:13px;cursor:pointer} "
      + ".modal-body .bk-hint,.bk-hint{color:var(--muted);font-size:13px} .bk-input{margin-bottom:6px} " + rich.looks;
    document.head.append(hidden, looks);
    new MutationObserver(() => { rich.draw(); describe(); suggest(); openAsAsked(); offer(); prefill(); privacy(); })
      .observe(document.body, { childList: true, subtree: true, characterData: true });
    document.addEventListener("change", () => queueMicrotask(privacy));
    document.addEventListener("click", press, true);  // the modal lets no click out
  });
})();
