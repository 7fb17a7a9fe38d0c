'use strict';
const core = require('@ci-callback/core');
const node = require('@ci-callback/core/node');
const expressPackage = require('@ci-callback/express');
const koaPackage = require('@ci-callback/koa');
const redisPackage = require('@ci-callback/redis');
const express = require('express');
const Koa = require('koa');
const { check } = require('./check.cjs');

check({ core, node, expressPackage, koaPackage, redisPackage, express, Koa }).then(() =>
  console.log(`works on ${process.version}`),
);
