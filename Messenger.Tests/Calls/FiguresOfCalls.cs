using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Messenger.Web;

namespace Messenger.Tests;

/// <summary>What pages of calls tell at their end, as whoever watches this messenger reads it.</summary>
public sealed class FiguresOfCalls(Company company) : IClassFixture<Company>
{
    [Fact]
    public async Task Are_of_the_line_and_never_of_people()
    {
        ConcurrentBag<(string Name, double Value, string? Way)> heard = [];
        // Other servers run beside this one.
        var ours = await company.DoAsync((IMeterFactory meters) => Task.FromResult(meters));
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, mine) =>
        {
            if (instrument.Meter.Name == CallMetrics.MeterName && instrument.Meter.Scope == ours)
            {
                mine.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.Start();

        await TellAsync("321", "2", "true", "0.25");
        await TellAsync("0", "77", "false", "odd");
        // Whoever makes up figures gets no further than that.
        await TellAsync("99999999", "9999", "false", "7");
        await TellAsync("400", "0", "false", "NaN");

        Assert.Equal(
            [
                ("messenger.call.connecting", 0.321, "relay"), ("messenger.call.connecting", 0.4, "direct"), ("messenger.call.connecting", 600, "direct"),
                ("messenger.call.failures", 0, null), ("messenger.call.failures", 2, null), ("messenger.call.failures", 77, null), ("messenger.call.failures", 100, null),
                ("messenger.call.loss", 0, "direct"), ("messenger.call.loss", 0.25, "relay"), ("messenger.call.loss", 1, "direct"),
            ],
            heard.OrderBy(one => one.Name).ThenBy(one => one.Value));

        void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            Assert.True(tags.Length == 0 || tags.Length == 1 && tags[0].Key == "way");
            heard.Add((instrument.Name, value, tags.Length == 0 ? null : (string?)tags[0].Value));
        }
    }

    async Task TellAsync(string connected, string failures, string relayed, string loss)
    {
        var place = await company.NewPlaceAsync();
        using var browser = await company.LogInAsync("member");
        var token = (await browser.OpenAsync("/chats/new")).FindForm("/chats/direct")["__RequestVerificationToken"]!;
        var told = await browser.PostAsync(
            $"/calls/{place.Call}/figures", ("connected", connected), ("failures", failures), ("relayed", relayed), ("loss", loss), ("__RequestVerificationToken", token));
        Assert.Equal(HttpStatusCode.NoContent, told.Status);
    }
}
