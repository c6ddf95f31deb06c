using System.Text.RegularExpressions;
using Messenger.Web;
using Microsoft.Extensions.Configuration;
using YamlDotNet.RepresentationModel;

namespace Messenger.Tests;

/// <summary>docker-compose.yml and what it mounts, as far as they can be checked where there is no Docker.</summary>
[RunsOnce]
public sealed partial class TheComposeFile
{
    static readonly YamlMappingNode file = Read();

    [Fact]
    public void Sets_only_what_the_messenger_knows()
    {
        var home = Directory.CreateTempSubdirectory("compose-").FullName;
        List<string> known = [];
        AllSettings.Read(new ConfigurationBuilder().Build(), home, (section, keys) => known.AddRange(keys.Known.Select(key => $"{section}__{key}")));
        Directory.Delete(home, true);
        var set = Map(Service("messenger"), "environment").Children.Keys.Select(key => $"{key}").Concat(Exported().Matches(Command("messenger")).Select(match => match.Groups[1].Value)).ToList();

        Assert.Contains("ConnectionStrings__Postgres", set);
        Assert.Empty(set.Except(known));
    }

    [Fact]
    public void Has_a_node_for_each_address_that_Caddy_is_told()
    {
        var nodes = int.Parse($"{Map(Service("messenger"), "deploy")["replicas"]}");

        Assert.Equal(Enumerable.Range(1, nodes).Select(n => $"{file["name"]}-messenger-{n}:8080"), $"{Map(Service("caddy"), "environment")["MESSENGER"]}".Split(' '));
        Assert.Contains("ASPNETCORE_HTTP_PORTS=8080", Text("Dockerfile"));
    }

    [Fact]
    public void Trusts_Caddy_and_nobody_else() => Assert.Equal(
        $"{Map(Map(Map(file, "services"), "caddy"), "networks", "inside")["ipv4_address"]}", $"{Map(Service("messenger"), "environment")["Messenger__TrustedProxies"]}");

    [Fact]
    public void Gives_a_node_the_time_it_takes_to_end() => Assert.Equal("35s", $"{Service("messenger")["stop_grace_period"]}");

    [Fact]
    public void Keeps_secrets_in_files_that_are_neither_committed_nor_in_the_image()
    {
        var secrets = Map(file, "secrets").Children.ToDictionary(one => $"{one.Key}", one => $"{((YamlMappingNode)one.Value)["file"]}");

        Assert.All(secrets.Values, path => Assert.StartsWith("./secrets/", path));
        Assert.Contains("/secrets/", File.ReadLines(Path.Combine(EveryText.Root, ".gitignore")));
        Assert.Contains("secrets", File.ReadLines(Path.Combine(EveryText.Root, ".dockerignore")));
        Assert.All(Map(file, "services").Children.Where(one => ((YamlMappingNode)one.Value).Children.ContainsKey("secrets")), one =>
            Assert.All((YamlSequenceNode)((YamlMappingNode)one.Value)["secrets"], secret => Assert.Contains($"{secret}", secrets.Keys)));
        Assert.DoesNotMatch("(?i)password=[^$]|secret=[^\"$]", Text("docker-compose.yml"));
    }

    [Fact]
    public void Looks_whether_each_service_that_can_be_asked_is_well() => Assert.Equal(["caddy", "messenger", "postgres", "redis"],
        Map(file, "services").Children.Where(one => ((YamlMappingNode)one.Value).Children.ContainsKey("healthcheck")).Select(one => $"{one.Key}").Order());

    [Fact]
    public void Mounts_files_that_are_there() => Assert.All(
        Map(file, "services").Children.Values.Cast<YamlMappingNode>().Where(service => service.Children.ContainsKey("volumes")).SelectMany(service => (YamlSequenceNode)service["volumes"])
            .Select(volume => $"{volume}".Split(':')[0]).Where(source => source.StartsWith('.')),
        source => Assert.True(File.Exists(Path.Combine(EveryText.Root, source)), source));

    static YamlMappingNode Read()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Text("docker-compose.yml")));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    static string Text(string name) => File.ReadAllText(Path.Combine(EveryText.Root, name));

    static YamlMappingNode Map(YamlMappingNode from, params string[] path) => path.Aggregate(from, (at, key) => (YamlMappingNode)at[key]);

    static YamlMappingNode Service(string name) => Map(file, "services", name);

    static string Command(string service) => string.Join('\n', (YamlSequenceNode)Service(service)["command"]);

    [GeneratedRegex("export ([A-Za-z_]+)=")]
    private static partial Regex Exported();
}
