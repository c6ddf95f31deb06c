namespace Messenger.Tests;

/// <summary>The table of all doors: who gets which answer where (ARCHITECTURE.md, invariant 4).</summary>
public static class Doors
{
    // Sent are {ids} of people, the {name} of who asks, a {session} of the member's, a {new} name. The message is the member's. The stranger
    // came first, and so is the admin.
    const string Table = """
        GET  /                                                    |                                              | login 200 200 200 200 200
        GET  /account/forgot                                      |                                              | 200   200 200 200 200 200
        POST /account/forgot                                      | email=member@example.org                     | 302   302 302 302 302 302
        GET  /account/keep                                        |                                              | login 302 302 302 302 302
        POST /account/keep                                        |                                              | 401   302 302 302 302 302
        GET  /account/login                                       |                                              | 200   302 302 302 302 302
        POST /account/login                                       | email=member&password=three ordinary words   | 302   302 302 302 302 302
        POST /account/login?handler=Code                          | seal=none&code=123456                        | 422   422 422 422 422 422
        POST /account/login?handler=Passkey                       | seal=none&credential={}                      | 422   422 422 422 422 422
        GET  /account/logout                                      |                                              | login 302 302 302 302 302
        POST /account/logout                                      |                                              | 401   302 302 302 302 302
        GET  /account/passkey                                     |                                              | 200   200 200 200 200 200
        GET  /account/register                                    |                                              | 200   302 302 302 302 302
        POST /account/register                                    | username={new}&email={new}@x.org&password=three ordinary words | 302 302 302 302 302 302
        GET  /account/reset                                       |                                              | 200   200 200 200 200 200
        POST /account/reset                                       | token=1.AAAA&next=three ordinary words       | 422   422 422 422 422 422
        GET  /account/unverified                                  |                                              | login 302 302 302 302 302
        GET  /account/verify                                      |                                              | 200   200 200 200 200 200
        POST /account/verify                                      | token=1.AAAA                                 | 422   422 422 422 422 422
        GET  /admin                                               |                                              | login 200 404 404 404 404
        GET  /admin/audit                                         |                                              | login 200 404 404 404 404
        GET  /admin/backup                                        |                                              | login 200 404 404 404 404
        POST /admin/backup                                        |                                              | 401   422 404 404 404 404
        GET  /admin/backup/{name}                                 |                                              | login 404 404 404 404 404
        GET  /admin/chats                                         |                                              | login 200 404 404 404 404
        GET  /admin/health                                        |                                              | login 200 404 404 404 404
        POST /admin/health                                        |                                              | 401   302 404 404 404 404
        GET  /admin/invitations                                   |                                              | login 200 404 404 404 404
        POST /admin/invitations                                   | note=Hikers&uses=2&days=3                    | 401   200 404 404 404 404
        POST /admin/invitations?handler=Revoke                    | id=999999                                    | 401   404 404 404 404 404
        GET  /admin/reports                                       |                                              | login 200 404 404 404 404
        POST /admin/reports?handler=Close                         | id=999999                                    | 401   404 404 404 404 404
        POST /admin/reports?handler=Delete                        | id=999999                                    | 401   404 404 404 404 404
        GET  /admin/reports/files/{key:guid}                      |                                              | login 404 404 404 404 404
        GET  /admin/reports/files/{key:guid}/thumbnail            |                                              | login 404 404 404 404 404
        GET  /admin/jobs                                          |                                              | login 200 404 404 404 404
        POST /admin/jobs                                          | job=0&drop=true                              | 401   422 404 404 404 404
        GET  /admin/people                                        |                                              | login 200 404 404 404 404
        GET  /admin/people/{userId:int}                           |                                              | login 200 404 404 404 404
        POST /admin/people/{userId:int}                           | act=Activate                                 | 401   302 404 404 404 404
        GET  /admin/settings                                      |                                              | login 200 404 404 404 404
        POST /admin/settings                                      | UploadLimit=50                               | 401   302 404 404 404 404
        GET  /admin/storage                                       |                                              | login 200 404 404 404 404
        GET  /avatars/{key:guid}                                  |                                              | 401   200 200 200 200 200
        GET  /calls                                               |                                              | login 200 200 200 200 200
        POST /calls                                               | chat_id={chat}&call_type=audio               | 401   404 404 302 302 302
        GET  /calls/{callId:int}                                  |                                              | login 404 404 200 200 200
        GET  /calls/{callId:int}/accept                           |                                              | login 302 302 302 302 302
        POST /calls/{callId:int}/accept                           |                                              | 401   404 404 302 302 302
        GET  /calls/{callId:int}/closing                          |                                              | login 302 302 302 302 302
        POST /calls/{callId:int}/closing                          | party=page                                   | 401   204 204 204 204 204
        GET  /calls/{callId:int}/decline                          |                                              | login 302 302 302 302 302
        POST /calls/{callId:int}/decline                          |                                              | 401   404 404 302 302 302
        GET  /calls/{callId:int}/end                              |                                              | login 302 302 302 302 302
        POST /calls/{callId:int}/end                              |                                              | 401   404 404 302 403 403
        GET  /calls/{callId:int}/figures                          |                                              | login 302 302 302 302 302
        POST /calls/{callId:int}/figures                          | connected=400&failures=0&relayed=false&loss=0| 401   404 404 204 204 204
        GET  /calls/{callId:int}/ice-servers                      |                                              | login 404 404 200 200 200
        GET  /calls/{callId:int}/leave                            |                                              | login 302 302 302 302 302
        POST /calls/{callId:int}/leave                            |                                              | 401   404 404 302 302 302
        GET  /calls/test                                          |                                              | login 200 200 200 200 200
        GET  /calls/test/ice-servers                              |                                              | login 200 200 200 200 200
        GET  /chats/{chatId:int}                                  |                                              | login 404 404 200 200 200
        POST /chats/{chatId:int}                                  | text=Hello                                   | 401   404 404 302 302 302
        GET  /chats/{chatId:int}/archive                          |                                              | login 302 302 302 302 302
        POST /chats/{chatId:int}/archive                          | on=true                                      | 401   404 404 302 302 302
        GET  /chats/{chatId:int}/avatar                           |                                              | login 404 404 302 302 302
        POST /chats/{chatId:int}/avatar                           | remove=true                                  | 401   404 404 403 302 302
        GET  /chats/{chatId:int}/changes                          |                                              | login 404 404 200 200 200
        GET  /chats/{chatId:int}/chosen/delete                    |                                              | login 404 404 200 200 200
        POST /chats/{chatId:int}/chosen/delete                    | ids=1                                        | 401   404 404 302 302 302
        GET  /chats/{chatId:int}/chosen/forward                   |                                              | login 404 404 200 200 200
        POST /chats/{chatId:int}/chosen/forward                   | chat_id={chat}&ids=1                         | 401   404 404 302 302 302
        GET  /chats/{chatId:int}/chosen/text                      |                                              | login 404 404 200 200 200
        GET  /chats/{chatId:int}/draft                            |                                              | login 404 404 200 200 200
        POST /chats/{chatId:int}/draft                            | text=Shall we                                | 401   404 404 302 302 302
        GET  /chats/{chatId:int}/files                            |                                              | login 404 404 200 200 200
        GET  /chats/{chatId:int}/invitations                      |                                              | login 404 404 403 200 200
        POST /chats/{chatId:int}/invitations                      | note=Hikers&uses=2&days=3                    | 401   404 404 403 200 200
        POST /chats/{chatId:int}/invitations?handler=Revoke       | id=999999                                    | 401   404 404 403 404 404
        GET  /chats/{chatId:int}/leave                            |                                              | login 302 302 302 302 302
        POST /chats/{chatId:int}/leave                            |                                              | 401   404 404 302 302 302
        GET  /chats/{chatId:int}/live                             |                                              | login 404 404 200 200 200
        GET  /chats/{chatId:int}/members                          |                                              | login 404 404 200 200 200
        GET  /chats/{chatId:int}/members/add                      |                                              | login 404 404 302 302 302
        POST /chats/{chatId:int}/members/add                      | userId={stranger}                            | 401   404 404 403 302 302
        GET  /chats/{chatId:int}/members/remove                   |                                              | login 302 302 302 302 302
        POST /chats/{chatId:int}/members/remove                   | userId={member}                              | 401   404 404 403 302 302
        POST /chats/{chatId:int}/members/remove                   | userId={admin}                               | 401   404 404 403 403 302
        POST /chats/{chatId:int}/members/remove                   | userId={owner}                               | 401   404 404 403 403 403
        GET  /chats/{chatId:int}/members/role/{role?}             |                                              | login 302 302 302 302 302
        POST /chats/{chatId:int}/members/role/{role?}             | userId={member}&role=admin                   | 401   404 404 403 403 302
        POST /chats/{chatId:int}/members/role/{role?}             | userId={admin}&role=owner                    | 401   404 404 403 403 302
        GET  /chats/{chatId:int}/messages/{messageId:int}         |                                              | login 404 404 200 200 200
        POST /chats/{chatId:int}/messages/{messageId:int}         | text=Changed                                 | 401   404 404 302 403 403
        GET  /chats/{chatId:int}/messages/{messageId:int}/delete  |                                              | login 302 302 302 302 302
        POST /chats/{chatId:int}/messages/{messageId:int}/delete  |                                              | 401   404 404 302 302 302
        GET  /chats/{chatId:int}/messages/{messageId:int}/forward |                                              | login 404 404 200 200 200
        POST /chats/{chatId:int}/messages/{messageId:int}/forward | chat_id={chat}                               | 401   404 404 302 302 302
        GET  /chats/{chatId:int}/messages/{messageId:int}/history |                                              | login 404 404 200 200 200
        GET  /chats/{chatId:int}/messages/{messageId:int}/pin     |                                              | login 302 302 302 302 302
        POST /chats/{chatId:int}/messages/{messageId:int}/pin     | on=true                                      | 401   404 404 403 302 302
        GET  /chats/{chatId:int}/messages/{messageId:int}/reactions |                                            | login 302 302 302 302 302
        POST /chats/{chatId:int}/messages/{messageId:int}/reactions | emoji=👍                                   | 401   404 404 302 302 302
        GET  /chats/{chatId:int}/messages/{messageId:int}/report  |                                              | login 404 404 200 200 200
        POST /chats/{chatId:int}/messages/{messageId:int}/report  | reason=It is rude                            | 401   404 404 422 302 302
        GET  /chats/{chatId:int}/mute                             |                                              | login 302 302 302 302 302
        POST /chats/{chatId:int}/mute                             | on=true                                      | 401   404 404 302 302 302
        GET  /chats/{chatId:int}/name                             |                                              | login 404 404 302 302 302
        POST /chats/{chatId:int}/name                             | name=Another                                 | 401   404 404 403 302 302
        GET  /chats/{chatId:int}/notifications                    |                                              | login 404 404 200 200 200
        POST /chats/{chatId:int}/notifications                    | level=mentions&mute=8                        | 401   404 404 302 302 302
        GET  /chats/{chatId:int}/people                           |                                              | login 404 404 200 200 200
        GET  /chats/{chatId:int}/pin                              |                                              | login 302 302 302 302 302
        POST /chats/{chatId:int}/pin                              | on=true                                      | 401   404 404 302 302 302
        GET  /chats/{chatId:int}/pinned                           |                                              | login 404 404 200 200 200
        GET  /chats/{chatId:int}/read                             |                                              | login 302 302 302 302 302
        POST /chats/{chatId:int}/read                             | sequence=1                                   | 401   404 404 302 302 302
        GET  /chats/{chatId:int}/select                           |                                              | login 404 404 200 200 200
        GET  /chats/{chatId:int}/unread                           |                                              | login 302 302 302 302 302
        POST /chats/{chatId:int}/unread                           | on=true                                      | 401   404 404 302 302 302
        GET  /chats/archive                                       |                                              | login 200 200 200 200 200
        GET  /chats/attaching                                     |                                              | login 200 200 200 200 200
        GET  /chats/direct                                        |                                              | login 302 302 302 302 302
        POST /chats/direct                                        | userId={stranger}                            | 401   302 302 302 302 302
        GET  /chats/list                                          |                                              | login 200 200 200 200 200
        GET  /chats/new                                           |                                              | login 200 200 200 200 200
        GET  /chats/new/group                                     |                                              | login 200 200 200 200 200
        POST /chats/new/group                                     | name=Another&people={stranger}               | 401   302 302 302 302 302
        POST /chats/new/group?handler=Find                        | q=member                                     | 401   302 302 302 302 302
        GET  /chats/reacting                                      |                                              | login 200 200 200 200 200
        GET  /docs                                                |                                              | 200   200 200 200 200 200
        GET  /error                                               |                                              | 404   404 404 404 404 404
        GET  /files/{key:guid}                                    |                                              | 401   404 404 200 200 200
        GET  /files/{key:guid}/thumbnail                          |                                              | 401   404 404 200 200 200
        GET  /health                                              |                                              | 200   200 200 200 200 200
        GET  /health/live                                         |                                              | 200   200 200 200 200 200
        GET  /health/ready                                        |                                              | 200   200 200 200 200 200
        GET  /form-token                                          |                                              | login 200 200 200 200 200
        GET  /hub                                                 |                                              | 401   400 400 400 400 400
        POST /hub/negotiate                                       |                                              | 401   200 200 200 200 200
        HUB  Beat                                                 | chat                                         | 401   204 204 200 200 200
        HUB  Look                                                 | chat                                         | 401   200 200 200 200 200
        HUB  Renew                                                | call                                         | 401   204 204 200 204 204
        HUB  Shows                                                | member                                       | 401   200 200 200 200 200
        HUB  Signal                                               | member                                       | 401   204 204 204 200 200
        HUB  Stamp                                                |                                              | 401   200 200 200 200 200
        HUB  Type                                                 | chat                                         | 401   404 404 200 200 200
        GET  /me/{id:int}.css                                     |                                              | 200   200 200 200 200 200
        POST /log                                                 |                                              | 401   204 204 204 204 204
        GET  /manifest.webmanifest                                |                                              | 200   200 200 200 200 200
        GET  /help                                                |                                              | login 200 200 200 200 200
        GET  /join                                                |                                              | 302   302 302 302 302 302
        POST /join                                                | token=AAAA                                   | 401   422 422 422 422 422
        POST /join?handler=Register                               | username={new}&email={new}@x.org&password=three ordinary words&token=AAAA| 422   422 422 422 422 422
        GET  /help/admin                                          |                                              | login 200 200 200 200 200
        GET  /offline                                             |                                              | 200   200 200 200 200 200
        GET  /outbox                                              |                                              | login 200 200 200 200 200
        GET  /people/{userId:int}                                 |                                              | login 200 200 200 200 200
        GET  /people/{userId:int}/block                           |                                              | login 302 302 302 302 302
        POST /people/{userId:int}/block                           | on=false                                     | 401   302 302 302 302 302
        GET  /pictures/{key:guid}                                 |                                              | login 404 404 200 200 200
        GET  /push/calls/{callId:int}                             |                                              | login 404 404 204 204 204
        GET  /push/chats/{chatId:int}                             |                                              | login 404 404 204 204 204
        GET  /push/key                                            |                                              | login 200 200 200 200 200
        GET  /search                                              |                                              | login 200 200 200 200 200
        GET  /service-worker.js                                   |                                              | 200   200 200 200 200 200
        GET  /settings                                            |                                              | login 200 200 200 200 200
        POST /settings                                            | username={name}                              | 401   302 302 302 302 302
        POST /settings?handler=Calls                              | relay=true                                   | 401   302 302 302 302 302
        POST /settings?handler=Look                               | theme=dark                                   | 401   302 302 302 302 302
        GET  /settings/avatar                                     |                                              | login 200 200 200 200 200
        POST /settings/avatar                                     | remove=true                                  | 401   302 302 302 302 302
        GET  /settings/blocked                                    |                                              | login 200 200 200 200 200
        GET  /settings/delete                                     |                                              | login 200 200 200 200 200
        POST /settings/delete                                     | current=none                                 | 401   422 422 422 422 422
        GET  /settings/devices                                    |                                              | login 200 200 200 200 200
        POST /settings/devices                                    | session={session}                            | 401   404 404 302 404 404
        POST /settings/devices?handler=Others                     |                                              | 401   302 302 302 302 302
        GET  /settings/notifications                              |                                              | login 200 200 200 200 200
        POST /settings/notifications                              | quiet_from=22:00&quiet_to=07:00              | 401   302 302 302 302 302
        GET  /settings/notifications/device                       |                                              | login 302 302 302 302 302
        POST /settings/notifications/device                       | names=true                                   | 401   302 302 302 302 302
        GET  /settings/notifications/off                          |                                              | login 302 302 302 302 302
        POST /settings/notifications/off                          |                                              | 401   302 302 302 302 302
        GET  /settings/notifications/test                         |                                              | login 302 302 302 302 302
        POST /settings/notifications/test                         |                                              | 401   302 302 302 302 302
        GET  /settings/passkey                                    |                                              | login 302 302 302 302 302
        POST /settings/passkey                                    | id=AAAA&name=Phone                           | 401   404 404 404 404 404
        POST /settings/passkey?handler=Remove                     | id=AAAA&current=three ordinary words         | 401   404 404 404 404 404
        GET  /settings/passkeys                                   |                                              | login 200 200 200 200 200
        POST /settings/passkeys                                   | name=Phone&current=three ordinary words      | 401   200 200 200 200 200
        POST /settings/passkeys?handler=Made                      | name=Phone&seal=none                         | 401   422 422 422 422 422
        GET  /settings/password                                   |                                              | login 200 200 200 200 200
        POST /settings/password                                   | current=three ordinary words&next=three ordinary words | 401 302 302 302 302 302
        GET  /settings/privacy                                    |                                              | login 200 200 200 200 200
        POST /settings/privacy                                    | hides_presence=false                         | 401   302 302 302 302 302
        GET  /settings/security                                   |                                              | login 200 200 200 200 200
        POST /settings/security                                   | current=three ordinary words                 | 401   302 302 302 302 302
        GET  /settings/security/app                               |                                              | login 302 302 302 302 302
        POST /settings/security/app                               | code=none                                    | 401   422 422 422 422 422
        GET  /settings/security/codes                             |                                              | login 302 302 302 302 302
        POST /settings/security/codes                             | current=three ordinary words&code=none       | 401   404 404 404 404 404
        GET  /settings/security/off                               |                                              | login 302 302 302 302 302
        POST /settings/security/off                               | current=three ordinary words&code=none       | 401   404 404 404 404 404
        GET  /settings/tokens                                     |                                              | login 200 200 200 200 200
        POST /settings/tokens                                     | name=Robot&current=three ordinary words      | 401   200 200 200 200 200
        POST /settings/tokens?handler=Revoke                      | token={session}                              | 401   404 404 404 404 404
        GET  /settings/verify                                     |                                              | login 302 302 302 302 302
        POST /settings/verify                                     |                                              | 401   302 302 302 302 302
        GET  /share                                               |                                              | login 200 200 200 200 200
        POST /share                                               | text=Hello&chat_id={chat}                    | 401   404 404 302 302 302
        """;

    public static IReadOnlyList<Door> All { get; } = Door.Read(Table);
}
