// A client of npm ws: ws_client.mjs URL TOKEN. Prints the subprotocol, the kind of the first message, that its
// ping was answered, and the code that its close was answered with.
import WebSocket from 'ws'

const [url, token] = process.argv.slice(2)
const client = new WebSocket(url, ['other', 'tenure.v1'], { headers: { Authorization: `Bearer ${token}` } })
client.on('open', () => {
  console.log(client.protocol)
  client.send('{"op":"subscribe","id":"a",', { fin: false })
  client.send('"topic":"events","from":"3.0"}', { fin: true })
})
client.once('message', (data) => {
  console.log(JSON.parse(data).kind)
  client.ping('x')
})
client.once('pong', () => {
  console.log('pong')
  client.close(3001, 'done')
})
client.on('close', (code) => console.log(code))
