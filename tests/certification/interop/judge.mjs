// Reads {"web": {address: document}, "badges": {name: badge}} and writes what independent programs say of each badge:
// two verifiers of the proof and the status, and one that knows the model of Open Badges.
// Nothing is fetched: an address is answered from "web" or not at all.
import {readFileSync} from 'node:fs';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {securityLoader} from '@digitalcredentials/security-document-loader';
import {verifyCredential} from '@digitalcredentials/verifier-core';
import {AchievementCredentialValidator} from '@learncard/types';

const {web, badges} = JSON.parse(readFileSync(0));
const asked = new Set();

globalThis.fetch = async request => {
  const address = String(request.url ?? request);
  asked.add(address);
  const found = address in web;
  return new Response(found ? JSON.stringify(web[address]) : '{}', {
    status: found ? 200 : 404,
    headers: {'content-type': 'application/json'},
  });
};
// What a verifier writes to the console would spoil the answer.
console.log = console.error = console.warn = () => {};

const contexts = securityLoader({fetchRemoteContexts: false}).build();

async function documentLoader(address) {
  if(address in web) {
    return {contextUrl: null, documentUrl: address, document: web[address]};
  }
  if(!address.startsWith('did:web:')) {
    return contexts(address);
  }
  const [did, fragment] = address.split('#');
  const host = decodeURIComponent(did.slice('did:web:'.length));
  const issuer = web[`https://${host}/.well-known/did.json`];
  if(!issuer) {
    throw new Error(`${did} is not known`);
  }
  const method = issuer.verificationMethod.find(({id}) => id === address);
  if(fragment && !method) {
    throw new Error(`${address} is not known`);
  }
  const document = fragment ?
    {'@context': 'https://w3id.org/security/multikey/v1', ...method} : issuer;
  return {contextUrl: null, documentUrl: address, document};
}

async function bazaar(credential) {
  const suite = new DataIntegrityProof({cryptosuite});
  const result = await vc.verifyCredential({credential, suite, documentLoader, checkStatus});
  return {
    verified: result.verified,
    statuses: (result.statusResult?.results ?? []).map(
      ({credentialStatus, status}) => ({purpose: credentialStatus?.statusPurpose, set: status})),
    errors: [result.error, ...(result.error?.errors ?? [])].filter(Boolean).map(e => e.message),
  };
}

async function core(credential) {
  const result = await verifyCredential({credential, knownDIDRegistries: []});
  return {
    log: Object.fromEntries((result.log ?? []).map(({id, valid, error}) => [id, valid ?? error?.name])),
    errors: (result.errors ?? []).map(error => error.name),
  };
}

const verdicts = {};
for(const [name, badge] of Object.entries(badges)) {
  verdicts[name] = {
    bazaar: await bazaar(structuredClone(badge)),
    core: await core(structuredClone(badge)),
    shape: (AchievementCredentialValidator.safeParse(badge).error?.issues ?? [])
      .map(({path}) => path.join('.')),
  };
}
process.stdout.write(JSON.stringify({verdicts, asked: [...asked]}));
