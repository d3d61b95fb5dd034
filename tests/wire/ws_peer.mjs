// A server of npm ws that takes messages of 128 bytes and answers none. Prints its port.
import { WebSocketServer } from 'ws'

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload: 128 }, () => {
  console.log(server.address().port)
})
server.on('connection', (client) => client.on('error', () => {}))
