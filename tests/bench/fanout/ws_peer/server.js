// Sends each message to each client as a text frame of its own, with npm ws and nothing else.
// node server.js <events> <bytes>: prints its port; a line on standard input starts the burst; ends with it.
'use strict';
const {WebSocketServer} = require('ws');

const events = Number(process.argv[2]);
const bytes = Number(process.argv[3]);
const message = Buffer.alloc(bytes, 'x');
const server = new WebSocketServer(
    {host: '127.0.0.1', port: 0, backlog: 4096, perMessageDeflate: false, clientTracking: true});

server.on('listening', () => console.log(server.address().port));
server.on('connection', (client) => client.send(Buffer.alloc(bytes, 'h'), {binary: false}));

function publish(left) {
  if (left === 0) return;
  for (const client of server.clients) client.send(message, {binary: false});
  setImmediate(publish, left - 1);
}
process.stdin.on('data', () => publish(events));
process.stdin.on('end', () => process.exit(0));
