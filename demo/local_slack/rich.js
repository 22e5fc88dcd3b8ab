// Rich text in local-slack's page, which knows sections of plain text only. A rich_text block goes to the page as a plain
// section that holds nothing but a number; as soon as that is drawn, the real thing is built in its place, node by node,
// so that people's words are never read as markup.
window.localSlackRich = (nameOf) => {
  const kept = new Map();
  const MARK = "\u2063";

  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };
  const TAGS = { bold: "strong", italic: "em", strike: "del", code: "code" };
  const styled = (text, style = {}) =>
    Object.keys(TAGS).filter((key) => style[key]).reduce((inner, key) => element(TAGS[key], "", inner), text);
  const link = (piece) => {
    const made = element("a", "", piece.text ?? piece.url);
    return Object.assign(made, { href: piece.url, target: "_blank", rel: "noreferrer" });
  };
  const inline = (piece) => {
    switch (piece.type) {
      case "text": return styled(piece.text, piece.style);
      case "link": return styled(link(piece), piece.style);
      case "user": return element("span", "mention", "@" + nameOf.user(piece.user_id));
      case "channel": return element("span", "mention", "#" + nameOf.channel(piece.channel_id));
      case "emoji": return `:${piece.name}:`;
      case "date": return piece.fallback ?? new Date(piece.timestamp * 1000).toDateString();
      default: return "";
    }
  };
  const part = (one) => {
    switch (one.type) {
      case "rich_text_list":
        return element(one.style === "ordered" ? "ol" : "ul", "",
          ...one.elements.map((item) => element("li", "", ...item.elements.map(inline))));
      case "rich_text_quote": return element("blockquote", "mrkdwn-quote", ...one.elements.map(inline));
      case "rich_text_preformatted": return element("pre", "", ...one.elements.map(inline));
      default: return element("div", "", ...one.elements.map(inline));
    }
  };

  return {
    looks: ".rich{display:block} .rich ul,.rich ol{margin:2px 0;padding-left:24px} .rich .mrkdwn-quote{margin:2px 0}",
    /** What the page is given instead of the block. */
    standIn: (block) => {
      const key = `${MARK}${kept.size}${MARK}`;
      kept.set(key, block);
      return { type: "section", block_id: block.block_id, text: { type: "plain_text", text: key } };
    },
    /** Build what is waiting. React sets the whole text again when the block changes, and then it waits anew. */
    draw: () => {
      for (const span of document.querySelectorAll(".plain")) {
        const block = span.textContent.startsWith(MARK) && kept.get(span.textContent);
        span.classList.toggle("rich", Boolean(block) || Boolean(span.firstElementChild));
        if (block) span.replaceChildren(...block.elements.map(part));
      }
    },
  };
};
