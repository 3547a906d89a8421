// Azurite loads this at start, and uses it only while its telemetry is on.
module.exports = {};
