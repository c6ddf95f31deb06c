namespace Messenger.Web;

/// <summary>A setting that cannot be understood, in one sentence for whoever starts the messenger: its key, and what would be right. Never its value, which may be a secret.</summary>
public sealed class WrongSetting(string key, string right, Exception? why = null) : Exception($"{key} {right}.", why)
{
    public string Key => key;
}
