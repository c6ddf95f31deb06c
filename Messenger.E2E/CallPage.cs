using Microsoft.Playwright;

namespace Messenger.E2E;

/// <summary>The page of a call, as one of those in it sees and hears it.</summary>
public sealed class CallPage(Person person, IPage page)
{
    public Person Person => person;

    public IPage Page => page;

    public int Id => int.Parse(new Uri(page.Url).Segments[2].TrimEnd('/'));

    public ILocator Status => page.Locator("#call-status");

    public ILocator TileOf(Person other) => page.Locator($"#tile-{other.Id}");

    public ILocator Control(string name) => page.Locator($"[data-does={name}]");

    /// <summary>New pictures of the other keep coming: decoded, not only announced.</summary>
    public async Task SeesAsync(Person other, string name = "camera")
    {
        try
        {
            await ShowsAsync(other, name);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{person.Name} does not see {other.Name}: {await page.Locator("#call").InnerTextAsync()}\n{string.Join('\n', person.Warnings)}", late);
        }
    }

    Task ShowsAsync(Person other, string name) => page.UntilAsync("""
        ([id, name]) => {
          const video = document.querySelector(`#tile-${id} > video[data-name=${name}]`)
          if (!video || video.hidden) return false
          const count = video.getVideoPlaybackQuality().totalVideoFrames
          // A line that is built anew brings another stream, and its pictures are counted from the start.
          if (video.counted !== video.srcObject) video.framesBefore = undefined
          video.counted = video.srcObject
          video.framesBefore ??= count
          return count > video.framesBefore + 2
        }
        """, new object[] { other.Id, name });

    /// <summary>More than until now.</summary>
    public async Task SeesMoreAsync(Person other)
    {
        await page.EvaluateAsync("document.querySelectorAll('.tile > video').forEach(video => delete video.framesBefore)");
        await SeesAsync(other);
    }

    public Task SeesNoPictureAsync(Person other) => Assertions.Expect(TileOf(other).Locator("video:not([hidden])")).ToHaveCountAsync(0);

    /// <summary>There is sound in what comes from the other.</summary>
    public Task HearsAsync(Person other) => HearsAsync(other, isSound: true);

    /// <summary>What comes from the other is silent, for as long as it takes to be sure of that.</summary>
    public Task HearsNothingAsync(Person other) => HearsAsync(other, isSound: false);

    // The fake microphone beeps once a second: silence is 100 looks in a row without any.
    Task HearsAsync(Person other, bool isSound) => page.UntilAsync("""
        ([id, isSound]) => {
          const audio = document.querySelector(`#tile-${id} > audio`)
          const track = audio?.srcObject?.getAudioTracks()[0]
          if (!track) return false
          if (audio.metered !== track) {
            const context = audio.context ??= new AudioContext()
            context.resume()
            audio.meter = context.createAnalyser()
            context.createMediaStreamSource(audio.srcObject).connect(audio.meter)
            audio.metered = track
            audio.quiet = 0
          }
          const wave = new Uint8Array(audio.meter.fftSize)
          audio.meter.getByteTimeDomainData(wave)
          const isLoud = wave.some(value => Math.abs(value - 128) > 3)
          audio.quiet = isLoud ? 0 : audio.quiet + 1
          return isSound ? isLoud : audio.quiet > 100
        }
        """, new object[] { other.Id, isSound });

    public Task IsOverAsync() => Assertions.Expect(page.Locator(".call-lead").First).ToHaveTextAsync("The call is over.");

    public Task HangUpAsync() => Control("end").ClickAsync();

    public Task SaysAsync(string words) => Assertions.Expect(Status).ToHaveTextAsync(words);
}
