// Bluesky's own server (PDS) and the directory of accounts it needs, on loopback only and forgotten at the end.
// PDS_PORT, PLC_PORT and PDS_FOLDER say where; NODE_PATH where npm installed the packages.
const crypto = require('crypto')
const path = require('path')
const plc = require('@did-plc/server')
const atproto = require('@atproto/pds')

const { PDS_PORT, PLC_PORT, PDS_FOLDER } = process.env
const key = () => crypto.randomBytes(32).toString('hex')

// Both servers listen on every address by themselves.
function stayHome(app) {
  const listen = app.listen.bind(app)
  app.listen = (port, ...more) => listen(port, '127.0.0.1', ...more)
}

async function main() {
  const directory = plc.PlcServer.create({ db: plc.Database.mock(), port: Number(PLC_PORT) })
  stayHome(directory.app)
  await directory.start()
  const settings = {
    devMode: true,
    hostname: 'localhost',
    port: Number(PDS_PORT),
    dataDirectory: PDS_FOLDER,
    blobstoreDiskLocation: path.join(PDS_FOLDER, 'blobs'),
    didPlcUrl: `http://127.0.0.1:${PLC_PORT}`,
    serviceHandleDomains: ['.test'],
    inviteRequired: false,
    disableSsrfProtection: true,
    rateLimitsEnabled: false,
    jwtSecret: key(),
    adminPassword: key(),
    plcRotationKeyK256PrivateKeyHex: key(),
  }
  const server = await atproto.PDS.create(atproto.envToCfg(settings), atproto.envToSecrets(settings))
  stayHome(server.app)
  await server.start()
  process.once('SIGTERM', async () => {
    await server.destroy()
    await directory.destroy()
    process.exit(0)
  })
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
