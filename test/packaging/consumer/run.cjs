'use strict';
const core = require('@ci-callback/core');
const node = require('@ci-callback/core/node');
const expressPackage = require('@ci-callback/express');
const koaPackage = require('@ci-callback/koa');
const express = require('express');
const Koa = require('koa');
const { check } = require('./check.cjs');

check({ core, node, expressPackage, koaPackage, express, Koa }).then(() => console.log(`works on ${process.version}`));
