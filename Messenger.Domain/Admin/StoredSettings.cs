using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>A setting that an admin made on a page, for all nodes. What is configured goes before it.</summary>
public sealed class StoredSetting
{
    public const int NameLimit = 40;

    /// <summary>As the configuration calls it, such as Registration.</summary>
    public required string Name { get; init; }

    /// <summary>As the configuration would have it.</summary>
    public required string Value { get; set; }
}

/// <summary>
/// The settings that admins make while the messenger runs. Whether a value makes sense is for who reads it to say, before it
/// comes here.
/// </summary>
public sealed class StoredSettings(MessengerDb db, Audit audit)
{
    /// <summary>Looked at again and again, so past EF.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> AllAsync(ILookups lookups) =>
        (await lookups.AllAsync("SELECT name, value FROM kept_settings", row => (Name: row.GetString(0), Value: row.GetString(1)))).ToDictionary(row => row.Name, row => row.Value);

    /// <param name="wanted">Null: no longer set. What is the same as before is passed over.</param>
    public Task SaveAsync(Actor me, IReadOnlyDictionary<string, string?> wanted) => db.ActAsync(me, async () =>
    {
        var kept = await db.StoredSettings.ToDictionaryAsync(setting => setting.Name);
        foreach (var (name, value) in wanted)
        {
            var before = kept.GetValueOrDefault(name);
            if (before?.Value == value)
            {
                continue;
            }

            audit.Add(me, AuditActs.ChangedSetting, detail: $"{name}: {before?.Value ?? "—"} → {value ?? "—"}");
            if (value is null)
            {
                db.Remove(before!);
            }
            else if (before is null)
            {
                db.Add(new StoredSetting { Name = name, Value = value });
            }
            else
            {
                before.Value = value;
            }
        }

        return true;
    });
}
