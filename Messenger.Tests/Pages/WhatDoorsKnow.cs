using System.Reflection;
using System.Text.RegularExpressions;
using Messenger.Web;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>What is absent from the doors, and stays so (ARCHITECTURE.md, Invariants).</summary>
[RunsOnce]
public sealed class WhatDoorsKnow
{
    const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Pages, views, hubs and endpoints ask verbs, never the database.</summary>
    [Fact]
    public void Is_not_the_database() => Assert.Empty(
        from type in typeof(Program).Assembly.GetTypes()
        from known in type.GetConstructors(all).SelectMany(made => made.GetParameters()).Select(part => part.ParameterType)
            .Concat(type.GetMethods(all).SelectMany(method => method.GetParameters()).Select(part => part.ParameterType))
            .Concat(type.GetProperties(all).Select(property => property.PropertyType))
        where known.IsAssignableTo(typeof(DbContext))
        select $"{type.FullName} knows {known.Name}");

    /// <summary>Whoever runs a messenger reads there what can be set.</summary>
    [Theory]
    [InlineData(typeof(Settings), "Settings/Settings.cs")]
    [InlineData(typeof(ServerSettings), "Settings/ServerSettings.cs")]
    [InlineData(typeof(SmtpSettings), "Settings/SmtpSettings.cs")]
    public void Of_its_settings_is_documented(Type settings, string file)
    {
        var source = File.ReadAllText(Path.Combine(EveryText.Root, "Messenger.Web", file));
        var documented = Regex.Matches(source, @"/// <summary>(?:.|\n\s+///)*?</summary>\n(?:\s+\[.*\]\n)*\s+public (?:required )?\S+ (\w+) \{ get; init; \}").Select(match => match.Groups[1].Value);

        Assert.Equal(settings.GetProperties().Where(property => property.CanWrite).Select(property => property.Name).Order(), documented.Order());
    }
}
