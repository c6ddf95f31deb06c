using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>The original's client, which speaks /api and /ws and knows nothing of pages: it makes its offer while it rings, and names no call.</summary>
public sealed class CallingAProgramOfOld(ChromiumWithDevices chromium, Server server) : CallStory(chromium, server), IClassFixture<ChromiumWithDevices>
{
    const string Client = """
        async ([token, chat, them]) => {
          const api = (method, path, body) => fetch(path, { method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: body && JSON.stringify(body) })
          const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/ws/${token}`)
          await new Promise(done => socket.addEventListener('open', done))
          const client = window.client = { early: [] }
          const line = client.line = new RTCPeerConnection()
          const say = data => socket.send(JSON.stringify({ type: 'webrtc_signal', target_user_id: them, data }))
          const media = await navigator.mediaDevices.getUserMedia({ audio: true, video: true })
          media.getTracks().forEach(track => line.addTrack(track, media))
          line.ontrack = ({ track, streams }) => {
            if (track.kind !== 'video' || client.video) return
            client.video = Object.assign(document.createElement('video'), { muted: true, autoplay: true, srcObject: streams[0] })
            document.body.append(client.video)
          }
          line.onicecandidate = ({ candidate }) => candidate && say({ type: 'ice-candidate', candidate })
          const answer = async offer => {
            await line.setRemoteDescription(offer)
            client.early.splice(0).forEach(candidate => line.addIceCandidate(candidate))
            await line.setLocalDescription(await line.createAnswer())
            say({ type: 'answer', answer: line.localDescription })
          }
          socket.addEventListener('message', async ({ data }) => {
            const { type, data: told } = JSON.parse(data)
            if (type === 'incoming_call') client.ringing = told.call_id
            if (type === 'call_ended') client.isOver = true
            if (type !== 'webrtc_signal') return
            const { signal_type: kind, signal } = told
            if (kind === 'offer') client.isAccepted ? await answer(signal.offer) : client.offer = signal.offer
            if (kind === 'answer') {
              await line.setRemoteDescription(signal.answer)
              client.early.splice(0).forEach(candidate => line.addIceCandidate(candidate))
            }
            if (kind === 'ice-candidate') line.remoteDescription ? await line.addIceCandidate(signal.candidate) : client.early.push(signal.candidate)
          })
          client.call = async () => {
            const call = await (await api('POST', '/api/calls/', { chat_id: chat, call_type: 'video' })).json()
            client.id = call.id
            await line.setLocalDescription(await line.createOffer())
            say({ type: 'offer', offer: line.localDescription })
          }
          client.accept = async () => {
            await api('PUT', `/api/calls/${client.ringing}/accept`)
            client.isAccepted = true
            if (client.offer) await answer(client.offer)
          }
          client.end = () => api('PUT', `/api/calls/${client.id ?? client.ringing}/end`)
        }
        """;

    [Fact]
    public async Task It_calls_and_they_see_each_other()
    {
        var (old, ann, bob) = await BeginAsync();

        await old.EvaluateAsync("client.call()");
        var answering = await AnswerAsync(bob, "Answer with video");

        await SeesAsync(old);
        await answering.SeesAsync(ann);
        await old.EvaluateAsync("client.end()");
        await answering.IsOverAsync();
    }

    [Fact]
    public async Task It_is_called_and_they_see_each_other()
    {
        var (old, ann, bob) = await BeginAsync();

        var calling = await CallAsync(bob, "video");
        await old.UntilAsync("() => client.ringing");
        await old.EvaluateAsync("client.accept()");

        await SeesAsync(old);
        await calling.SeesAsync(ann);
        await calling.HangUpAsync();
        await old.UntilAsync("() => client.isOver");
    }

    /// <summary>Ann has the program of old; Bob looks at the chat with her.</summary>
    async Task<(IPage Old, Person Ann, Person Bob)> BeginAsync()
    {
        var ann = await SomebodyAsync("Ann");
        var bob = await SomebodyAsync("Bob");
        var chat = await ChatAsync(ann, bob);
        await bob.GoesToAsync(chat);
        var login = await ann.Page.APIRequest.PostAsync("/api/auth/login", new() { DataObject = new { email = $"{ann.Username}@example.org", password = Server.Password } });
        var token = (await login.JsonAsync())!.Value.GetProperty("access_token").GetString()!;
        await ann.GoesToAsync("/settings");
        await ann.Page.EvaluateAsync(Client, new object[] { token, chat, bob.Id });
        return (ann.Page, ann, bob);
    }

    static Task SeesAsync(IPage old) =>
        Eventually.TrueAsync(async () => await old.EvaluateAsync<int>("() => client.video?.getVideoPlaybackQuality().totalVideoFrames ?? 0") > 5);
}
