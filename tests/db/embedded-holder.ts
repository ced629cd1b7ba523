import { startEmbedded } from '#db/embedded.ts';

// Holds a database until it is killed.
const [folder = '', port] = process.argv.slice(2);
const { url, pid } = await startEmbedded({ folder, port: Number(port), log: () => {} });
process.send?.({ url, pid: pid() });
setInterval(() => {}, 60_000);
