// Certificates for TLS tests on this machine, made once with `openssl`. They protect nothing: the keys are public by
// standing here, and no program trusts them unless a test tells it to.

export interface TestCertificate {
  readonly key: string;
  readonly cert: string;
}

/** For `localhost` and 127.0.0.1, until 2125. */
export const localhostCertificate: TestCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgi5MuSmyt0NNhr8vp
MxVQh5Yil4BQboOvrPzC5ql0cTqhRANCAAQED3/KiN0dO3qdVIHDOvnOirWQoq5f
gfpvTV/P1mYSQkv15S0VRJ9bU4rQzXCrh2wWyTLWrnNMba4m3pzm/dwY
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBZTCCAQqgAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwIBcNMjUwMTAxMDAwMDAwWhgPMjEyNTAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABAQPf8qI3R07ep1U
gcM6+c6KtZCirl+B+m9NX8/WZhJCS/XlLRVEn1tTitDNcKuHbBbJMtauc0xtribe
nOb93BijSzBJMBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAMBgNVHRMEBTAD
AQH/MB0GA1UdDgQWBBQlvPxGaCABRkLuUDRxVEwP+0ChgjAKBggqhkjOPQQDAgNJ
ADBGAiEAlJw1FcvWEWv1xVf7zqbXaA/Y4goDwEOWPd+FqnjZlusCIQCoKd0GiBYB
jYojw7viPKUEXAw18N76SKuehqnuh5AKHg==
-----END CERTIFICATE-----
`,
};

/** For another host, `other.invalid`, until 2125. */
export const otherHostCertificate: TestCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg2LvPeATl528BP4HY
PEY3Bm4xpNGbSmccjROLNKKmn4WhRANCAASBU3GuqZpyFPogogipAUhAu4HAvt4N
fLjoh7vJ5z49oSOE+OHeQ+Tsb9ihX7kG3Bi7gY/TFwQ1wtIbPkYMWJbU
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBazCCARCgAwIBAgIBAjAKBggqhkjOPQQDAjAYMRYwFAYDVQQDDA1vdGhlci5p
bnZhbGlkMCAXDTI1MDEwMTAwMDAwMFoYDzIxMjUwMTAxMDAwMDAwWjAYMRYwFAYD
VQQDDA1vdGhlci5pbnZhbGlkMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEgVNx
rqmachT6IKIIqQFIQLuBwL7eDXy46Ie7yec+PaEjhPjh3kPk7G/YoV+5BtwYu4GP
0xcENcLSGz5GDFiW1KNJMEcwGAYDVR0RBBEwD4INb3RoZXIuaW52YWxpZDAMBgNV
HRMEBTADAQH/MB0GA1UdDgQWBBSx8HuZboCrnxloWI/d3eICF3B7QzAKBggqhkjO
PQQDAgNJADBGAiEAru/P8ZY66LrqRsvWNPvIdBN3vU0iTiWVcikSe9rIVSYCIQDv
IM/+IWOVxuex5Q1okQpOggSjS23NPoXM9nX7guuUMg==
-----END CERTIFICATE-----
`,
};

/** For `localhost` and 127.0.0.1, expired in February 2025. */
export const expiredCertificate: TestCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQghQicMERHoYajgDRg
QrwoAI7o+raPEFUOmZxRc/GOyxGhRANCAAToyG8KfIzll/xnuBjc16QRHaEvIg7u
EJXi+KVRhvfDlQafymBN1IY4FuwmzBPU6AOOnARnNMHd+ID+c82IPPwT
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBYTCCAQigAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwHhcNMjUwMTAxMDAwMDAwWhcNMjUwMjAxMDAwMDAwWjAUMRIwEAYDVQQDDAls
b2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAToyG8KfIzll/xnuBjc
16QRHaEvIg7uEJXi+KVRhvfDlQafymBN1IY4FuwmzBPU6AOOnARnNMHd+ID+c82I
PPwTo0swSTAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwDAYDVR0TBAUwAwEB
/zAdBgNVHQ4EFgQUe9x3/HR5hrWZGKwPeIsj801sMsUwCgYIKoZIzj0EAwIDRwAw
RAIgI/Z1AMu4WnCOsUm2bMYQKM4pkZCZ1E1po2lOpaPSVP4CID4qoxpBZ93oA5OQ
L2hBwTNuEZHylKK8gnMru10DhjxV
-----END CERTIFICATE-----
`,
};
