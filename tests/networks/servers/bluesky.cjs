// Bluesky in small, of Bluesky's own parts, on loopback only: a server that keeps accounts (PDS), what reads the network
// for it (AppView), the directory of accounts (PLC), and a second server that has nobody to read the network.
// PDS_PORT, LONE_PORT, PLC_PORT, APPVIEW_PORT and DATABASE (the AppView's) say where; NODE_PATH where npm put the parts.
// SETTLED_PORT answers as soon as the AppView has read all that was said.
const http = require('http')
const net = require('net')
const dev = require('@atproto/dev-env')

const { PDS_PORT, LONE_PORT, PLC_PORT, APPVIEW_PORT, SETTLED_PORT, DATABASE } = process.env

// Every part would listen on every address.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (place, ...more) {
  const at = typeof place === 'object' ? place : { port: Number(place) }
  return listen.call(this, { ...at, host: '127.0.0.1' }, ...more.filter((one) => typeof one === 'function'))
}

async function main() {
  const directory = await dev.TestPlc.create({ port: Number(PLC_PORT) })
  const appview = await dev.TestBsky.create({
    port: Number(APPVIEW_PORT),
    plcUrl: directory.url,
    repoProvider: `ws://localhost:${PDS_PORT}`,
    dbPostgresUrl: DATABASE,
    dbPostgresSchema: 'appview',
  })
  const account = { didPlcUrl: directory.url, rateLimitsEnabled: false }
  const lone = await dev.TestPds.create({ ...account, port: Number(LONE_PORT), bskyAppViewUrl: undefined })
  const server = await dev.TestPds.create({
    ...account,
    port: Number(PDS_PORT),
    bskyAppViewUrl: appview.url,
    bskyAppViewDid: appview.serverDid,
  })
  dev.mockNetworkUtilities(server, appview)
  const settle = async () => {
    await server.processAll()
    await dev.TestNetwork.prototype.processFullSubscription.call({ pds: server, bsky: appview }, 20_000)
  }
  const settled = http.createServer((_, answer) => {
    settle().then(() => answer.end(), (error) => answer.writeHead(500).end(String(error)))
  })
  settled.listen(SETTLED_PORT)

  let ending = false
  process.on('SIGTERM', async () => {
    if (ending) return
    ending = true
    settled.close()
    await Promise.all([server.close(), lone.close()])
    await appview.close()
    await directory.close()
    process.exit(0)
  })
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
