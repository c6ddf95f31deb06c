namespace Messenger.Tests;

/// <summary>The table of everything for programs: who gets which answer where (ARCHITECTURE.md, invariant 4).</summary>
public static class Endpoints
{
    // In addresses and bodies are {ids} of people, a group's {chat}, a {message}, {call}, {session} and {token} of the member's, and a {new} name.
    const string Table = """
        POST   /api/auth/login                                       |  | {"email": "member", "password": "three ordinary words"} | 200 200 200 200 200 200 200 200
        POST   /api/auth/logout                                      |  |  | 401 200 200 200 200 200 401 401
        GET    /api/auth/me                                          |  |  | 401 200 200 200 200 200 401 401
        POST   /api/auth/refresh                                     |  | {"refresh_token": "{token}"} | 200 200 200 200 200 200 200 200
        POST   /api/auth/register                                    |  | {"username": "{new}", "email": "{new}@x.org", "password": "three ordinary words"} | 201 201 201 201 201 201 201 201
        GET    /api/auth/sessions                                    |  |  | 401 200 200 200 200 200 401 401
        DELETE /api/auth/sessions/{id:guid}                          | /api/auth/sessions/{session} |  | 401 404 404 200 404 404 401 401
        GET    /api/auth/tokens                                      |  |  | 401 200 200 200 200 200 401 401
        POST   /api/auth/tokens                                      |  | {"name": "A script"} | 401 201 201 201 201 201 401 401
        GET    /api/auth/tokens/{id:guid}                            | /api/auth/tokens/{session} |  | 401 404 404 404 404 404 401 401
        DELETE /api/auth/tokens/{id:guid}                            | /api/auth/tokens/{session} |  | 401 404 404 404 404 404 401 401
        POST   /api/auth/verify-email                                |  | {"token": "nonsense"} | 400 400 400 400 400 400 400 400
        POST   /api/calls                                            |  | {"chat_id": {chat}} | 401 404 404 201 201 201 401 401
        GET    /api/calls/{id:int}                                   | /api/calls/{call} |  | 401 404 404 200 200 200 401 401
        PUT    /api/calls/{id:int}/accept                            | /api/calls/{call}/accept |  | 401 404 404 409 200 200 401 401
        PUT    /api/calls/{id:int}/end                               | /api/calls/{call}/end |  | 401 404 404 200 409 409 401 401
        PUT    /api/calls/{id:int}/reject                            | /api/calls/{call}/reject |  | 401 404 404 409 200 200 401 401
        GET    /api/calls/ice-servers                                | /api/calls/ice-servers?call_id={call} |  | 401 404 404 200 200 200 401 401
        GET    /api/calls/history                                    |  |  | 401 200 200 200 200 200 401 401
        GET    /api/chats                                            |  |  | 401 200 200 200 200 200 401 401
        POST   /api/chats                                            |  | {"participant_ids": [{stranger}], "is_group": true} | 401 201 201 201 201 201 401 401
        GET    /api/chats/{id:int}                                   | /api/chats/{chat} |  | 401 404 404 200 200 200 401 401
        PATCH  /api/chats/{id:int}                                   | /api/chats/{chat} | {"name": "Another"} | 401 404 404 403 200 200 401 401
        PUT    /api/chats/{id:int}/archive                           | /api/chats/{chat}/archive |  | 401 404 404 200 200 200 401 401
        DELETE /api/chats/{id:int}/archive                           | /api/chats/{chat}/archive |  | 401 404 404 200 200 200 401 401
        GET    /api/chats/{id:int}/changes                           | /api/chats/{chat}/changes?after=0 |  | 401 404 404 200 200 200 401 401
        GET    /api/chats/{id:int}/invitations                       | /api/chats/{chat}/invitations |  | 401 404 404 403 200 200 401 401
        POST   /api/chats/{id:int}/invitations                       | /api/chats/{chat}/invitations | {"uses": 2} | 401 404 404 403 201 201 401 401
        DELETE /api/chats/{id:int}/invitations/{invitationId:int}    | /api/chats/{chat}/invitations/999999 |  | 401 404 404 403 404 404 401 401
        GET    /api/chats/{id:int}/messages                          | /api/chats/{chat}/messages |  | 401 404 404 200 200 200 401 401
        POST   /api/chats/{id:int}/messages                          | /api/chats/{chat}/messages | {"content": "Hello"} | 401 404 404 201 201 201 401 401
        POST   /api/chats/{id:int}/participants/{userId:int}         | /api/chats/{chat}/participants/{stranger} |  | 401 404 404 403 200 200 401 401
        DELETE /api/chats/{id:int}/participants/{userId:int}         | /api/chats/{chat}/participants/{member} |  | 401 404 404 200 200 200 401 401
        DELETE /api/chats/{id:int}/participants/{userId:int}         | /api/chats/{chat}/participants/{admin} |  | 401 404 404 403 200 200 401 401
        DELETE /api/chats/{id:int}/participants/{userId:int}         | /api/chats/{chat}/participants/{owner} |  | 401 404 404 403 403 200 401 401
        GET    /api/chats/{id:int}/draft                             | /api/chats/{chat}/draft |  | 401 404 404 200 200 200 401 401
        PUT    /api/chats/{id:int}/draft                             | /api/chats/{chat}/draft | {"content": "Shall we"} | 401 404 404 200 200 200 401 401
        DELETE /api/chats/{id:int}/draft                             | /api/chats/{chat}/draft |  | 401 404 404 200 200 200 401 401
        GET    /api/chats/messages/{messageId:int}/history           | /api/chats/messages/{message}/history |  | 401 404 404 200 200 200 401 401
        GET    /api/chats/{id:int}/pinned                            | /api/chats/{chat}/pinned |  | 401 404 404 200 200 200 401 401
        POST   /api/chats/{id:int}/read                              | /api/chats/{chat}/read |  | 401 404 404 200 200 200 401 401
        PUT    /api/chats/{id:int}/unread                            | /api/chats/{chat}/unread |  | 401 404 404 200 200 200 401 401
        DELETE /api/chats/{id:int}/unread                            | /api/chats/{chat}/unread |  | 401 404 404 200 200 200 401 401
        PUT    /api/chats/messages/{messageId:int}                   | /api/chats/messages/{message} | {"content": "Changed"} | 401 404 404 200 403 403 401 401
        DELETE /api/chats/messages/{messageId:int}                   | /api/chats/messages/{message} |  | 401 404 404 200 200 200 401 401
        POST   /api/chats/messages/{messageId:int}/forward           | /api/chats/messages/{message}/forward | {"chat_id": {chat}} | 401 404 404 201 201 201 401 401
        PUT    /api/chats/messages/{messageId:int}/pin               | /api/chats/messages/{message}/pin |  | 401 404 404 403 200 200 401 401
        DELETE /api/chats/messages/{messageId:int}/pin               | /api/chats/messages/{message}/pin |  | 401 404 404 403 200 200 401 401
        PUT    /api/chats/messages/{messageId:int}/reactions/{emoji} | /api/chats/messages/{message}/reactions/👍 |  | 401 404 404 200 200 200 401 401
        DELETE /api/chats/messages/{messageId:int}/reactions/{emoji} | /api/chats/messages/{message}/reactions/👍 |  | 401 404 404 200 200 200 401 401
        POST   /api/chats/messages/{messageId:int}/report            | /api/chats/messages/{message}/report | {"reason": "It is rude"} | 401 404 404 422 200 200 401 401
        GET    /api/invitations                                      |  |  | 401 200 404 404 404 404 401 401
        POST   /api/invitations                                      |  | {"uses": 2} | 401 201 404 404 404 404 401 401
        DELETE /api/invitations/{id:int}                             | /api/invitations/999999 |  | 401 404 404 404 404 404 401 401
        POST   /api/invitations/join                                 |  | {"token": "AAAA"} | 401 422 422 422 422 422 401 401
        GET    /api/search                                           | /api/search?q=hello |  | 401 200 200 200 200 200 401 401
        GET    /api/search                                           | /api/search?q=hello&chat_id={chat} |  | 401 404 404 200 200 200 401 401
        GET    /api/users                                            |  |  | 401 200 200 200 200 200 401 401
        GET    /api/users/{id:int}                                   | /api/users/{member} |  | 401 200 200 200 200 200 401 401
        PUT    /api/users/{id:int}/block                             | /api/users/999999/block |  | 401 404 404 404 404 404 401 401
        DELETE /api/users/{id:int}/block                             | /api/users/{member}/block |  | 401 200 200 200 200 200 401 401
        GET    /api/users/blocked                                    |  |  | 401 200 200 200 200 200 401 401
        POST   /api/users/me/avatar                                  |  | {} | 401 415 415 415 415 415 401 401
        PUT    /api/users/me                                         |  | {"status": "Away"} | 401 200 200 200 200 200 401 401
        GET    /api/users/me/privacy                                 |  |  | 401 200 200 200 200 200 401 401
        PUT    /api/users/me/privacy                                 |  | {"hides_presence": false} | 401 200 200 200 200 200 401 401
        GET    /docs/scalar/favicon.svg                              |  |  | 200 200 200 200 200 200 200 200
        GET    /docs/scalar/scalar.aspnetcore.js                     |  |  | 200 200 200 200 200 200 200 200
        GET    /docs/scalar/scalar.js                                |  |  | 200 200 200 200 200 200 200 200
        GET    /docs/scalar/{documentName?}                          | /docs/scalar/ |  | 200 200 200 200 200 200 200 200
        GET    /openapi/{documentName}.json                          | /openapi/v1.json |  | 200 200 200 200 200 200 200 200
        """;

    public static IReadOnlyList<Endpoint> All { get; } = Endpoint.Read(Table);
}
