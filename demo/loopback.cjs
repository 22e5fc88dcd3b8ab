// Loaded into the playground with NODE_OPTIONS: what asks for a port without naming an address gets this machine only.
const { Server } = require("node:net");
const { listen } = Server.prototype;

Server.prototype.listen = function (where, ...rest) {
  if (typeof where === "object" && where !== null && where.port !== undefined && !where.host)
    return listen.call(this, { ...where, host: "127.0.0.1" }, ...rest);
  if (/^\d+$/.test(String(where)) && typeof rest[0] !== "string") return listen.call(this, where, "127.0.0.1", ...rest);
  return listen.call(this, where, ...rest);
};
