/*
 * What is known of a key is a hash. `state` is 'claimed' or 'done', and missing while the key is free; `owner` goes with it.
 * `leaseEnd` is in milliseconds of Redis' clock, since those of receivers may differ. `attempt` counts the claims until the key is done.
 *
 * Redis runs a script as a whole, and each has one key, so that a cluster knows where to run it. A hash always expires. Replies are
 * texts: what numbers become depends on the settings of clients.
 */

const readEntry = `
local state, owner, leaseEnd = unpack(redis.call('HMGET', KEYS[1], 'state', 'owner', 'leaseEnd'))
local isOwner = owner == ARGV[1]
`;

const readClock = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`;

/** Takes a lease and a time until the hash expires, behind the owner. */
const writeClaim = `
local newLeaseEnd = string.format('%.0f', now + ARGV[2])
redis.call('HSET', KEYS[1], 'state', 'claimed', 'owner', ARGV[1], 'leaseEnd', newLeaseEnd)
redis.call('PEXPIRE', KEYS[1], ARGV[3])
`;

/** Arguments: owner, lease, expiry. Replies `claimed <attempt>`, `running <remaining>` or `done`. */
const claim = `
${readEntry}
if state == 'done' then return 'done' end
${readClock}
if state == 'claimed' and not isOwner and tonumber(leaseEnd) > now then
  return string.format('running %.0f', leaseEnd - now)
end
-- A client sends a command once more if the connection broke before the reply.
local counted = isOwner and redis.call('HGET', KEYS[1], 'attempt')
local attempt = counted or redis.call('HINCRBY', KEYS[1], 'attempt', 1)
${writeClaim}
return 'claimed ' .. attempt
`;

/** Arguments: owner, lease, expiry. Replies `yes` or `no`. */
const renew = `
${readEntry}
local isLost = redis.call('EXISTS', KEYS[1]) == 0
if not isLost and not (state == 'claimed' and isOwner) then return 'no' end
${readClock}
redis.call('HSETNX', KEYS[1], 'attempt', 1)
${writeClaim}
return 'yes'
`;

/** Arguments: owner, expiry. Replies `yes` or `no`. */
const commit = `
${readEntry}
if state and not isOwner then return 'no' end
redis.call('HSET', KEYS[1], 'state', 'done', 'owner', ARGV[1])
redis.call('HDEL', KEYS[1], 'leaseEnd', 'attempt')
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 'yes'
`;

/** Argument: owner. Replies `yes` or `no`. It only deletes, which Redis allows also when its memory is full. */
const release = `
${readEntry}
if state ~= 'claimed' or not isOwner then return 'no' end
redis.call('HDEL', KEYS[1], 'state', 'owner', 'leaseEnd')
return 'yes'
`;

/** Frees a key as if it had never been claimed. Argument: owner. Replies `yes` or `no`. */
const withdraw = `
${readEntry}
if state ~= 'claimed' or not isOwner then return 'no' end
redis.call('HINCRBY', KEYS[1], 'attempt', -1)
redis.call('HDEL', KEYS[1], 'state', 'owner', 'leaseEnd')
return 'yes'
`;

export type ScriptName = 'claim' | 'renew' | 'commit' | 'release' | 'withdraw';

/** Lua, for each step. */
export const scripts: Readonly<Record<ScriptName, string>> = { claim, renew, commit, release, withdraw };
