// node --test launcher/notices.test.mjs: what is read of a NOTICE.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bundled } from './notices.mjs'

const notice = `flink-s3-fs-hadoop
Copyright 2014-2026 The Apache Software Foundation

This project bundles the following dependencies under the Apache Software License 2.0 (http://www.apache.org/licenses/LICENSE-2.0.txt)

- com.amazonaws:aws-java-sdk-core:1.12.779
- com.google.guava:guava:27.0-jre

This project bundles the following dependencies under BSD License (https://opensource.org/licenses/bsd-license.php).
See bundled license files for details.

- org.codehaus.woodstox:stax2-api:4.2.1 (https://github.com/FasterXML/stax2-api/tree/stax2-api-4.2.1)

This project bundles the following dependencies under terms of their own.

- org.example:odd:1
`

test('each part comes with the licence of its paragraph, and without one when the words are not known', () => {
  assert.deepEqual(
    bundled(notice).map(({ purl, licenses }) => [purl, licenses[0]?.license.id]),
    [
      ['pkg:maven/com.amazonaws/aws-java-sdk-core@1.12.779', 'Apache-2.0'],
      ['pkg:maven/com.google.guava/guava@27.0-jre', 'Apache-2.0'],
      ['pkg:maven/org.codehaus.woodstox/stax2-api@4.2.1', 'BSD-3-Clause'],
      ['pkg:maven/org.example/odd@1', undefined],
    ],
  )
})
