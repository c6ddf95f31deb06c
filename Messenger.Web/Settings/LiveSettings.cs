namespace Messenger.Web;

/// <summary>
/// The settings that may change while the messenger runs: what is configured stays as it is, all else is what an admin set, the same on all nodes. Nobody asks
/// the database for them: each node looks for changes by itself (<see cref="SettingsWatcher"/>).
/// </summary>
public sealed class LiveSettings(AllSettings configured, ILookups lookups)
{
    /// <summary>As the configuration calls them.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        nameof(ServerSettings.Name), nameof(ServerSettings.Registration), nameof(ServerSettings.RegistrationDomains), nameof(ServerSettings.UploadLimit), nameof(ServerSettings.Quota),
        nameof(ServerSettings.RetentionDays),
    ];

    volatile State state = new(configured.Server, new Dictionary<string, string>());

    public ServerSettings Now => state.Settings;

    /// <summary>Whether it is configured, so that nobody can change it here.</summary>
    public bool IsFixed(string name) => configured.Given.ContainsKey(name);

    /// <summary>Whether an admin set it.</summary>
    public bool IsKept(string name) => state.Kept.ContainsKey(name) && !IsFixed(name);

    public async Task RefreshAsync()
    {
        var kept = await StoredSettings.AllAsync(lookups);
        try
        {
            state = new(With(kept), kept);
        }
        catch (WrongSetting)
        {
            state = new(With(Fitting(kept)), kept);
        }
    }

    /// <summary>
    /// What makes sense beside what is configured here; another version may take other values. What does not is left out alone, and where it said who may come in nobody does.
    /// </summary>
    Dictionary<string, string> Fitting(IReadOnlyDictionary<string, string> kept)
    {
        var fitting = kept.Where(one => Fits(one)).ToDictionary();
        if (kept.Keys.Except(fitting.Keys).Any(name => name is nameof(ServerSettings.Registration) or nameof(ServerSettings.RegistrationDomains)))
        {
            fitting[nameof(ServerSettings.Registration)] = "closed";
        }

        return fitting;
    }

    bool Fits(KeyValuePair<string, string> one)
    {
        try
        {
            return With(new Dictionary<string, string>([one])) is not null;
        }
        catch (WrongSetting)
        {
            return false;
        }
    }

    /// <summary>What they would be if these were set, too.</summary>
    /// <exception cref="WrongSetting">One of them makes no sense.</exception>
    public ServerSettings Try(IReadOnlyDictionary<string, string?> wanted)
    {
        var kept = state.Kept.Where(one => !wanted.ContainsKey(one.Key)).ToDictionary();
        foreach (var (name, value) in wanted)
        {
            if (value is not null)
            {
                kept[name] = value;
            }
        }

        return With(kept);
    }

    ServerSettings With(IReadOnlyDictionary<string, string> kept)
    {
        var all = kept.Where(one => Names.Contains(one.Key) && !IsFixed(one.Key)).Concat(configured.Given)
            .Select(one => KeyValuePair.Create($"{Settings.Section}:{one.Key}", (string?)one.Value));
        return ServerSettings.Read(new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(all).Build(), Settings.Section));
    }

    sealed record State(ServerSettings Settings, IReadOnlyDictionary<string, string> Kept);
}
