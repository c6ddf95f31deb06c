using Messenger.Domain;

namespace Messenger.Tests;

public sealed class FindingPeople : World
{
    [Fact]
    public async Task By_any_part_of_the_name_in_any_language()
    {
        var olga = await Person("olga", "Ольга ЛЕБЕДЕВА");

        Assert.Equal([olga], await Find("лебедев"));
        Assert.Equal([olga], await Find("ЛЬГ"));
        Assert.Equal([olga], await Find("lga"));
        Assert.Equal([olga], await Find(" @olga "));
    }

    [Fact]
    public async Task However_it_is_composed()
    {
        var jose = await Person("jose", "Jos\u00e9");

        Assert.Equal([jose], await Find("JOSE\u0301"));
        Assert.Equal([jose], await Find("Ｊｏｓé"));
    }

    [Theory]
    [InlineData("Zoë Washburne", "zoe")]
    [InlineData("Zoe Washburne", "ZOË")]
    [InlineData("Семён Дежнёв", "семен")]
    [InlineData("Семен Дежнев", "Семён")]
    [InlineData("İbrahim Işık", "ibrahim isik")]
    [InlineData("Ibrahim Isik", "İBRAHİM ışık")]
    [InlineData("Łukasz Żółć", "lukasz zolc")]
    [InlineData("Søren Ærø", "soren aero")]
    [InlineData("Strauß", "STRAUSS")]
    [InlineData("Đorđe", "dorde")]
    [InlineData("Nguyễn Thị Hằng", "hang nguyen")]
    [InlineData("Γιώργος", "γιωργοσ")]
    [InlineData("أحمد", "احمد")]
    [InlineData("مُحَمَّد علی", "محمد علي")]
    [InlineData("שָׁלוֹם", "שלום")]
    [InlineData("O’Brien", "obrien")]
    [InlineData("OBrien", "o'brien")]
    [InlineData("Анна-Мария", "мария анна")]
    [InlineData("Anna Maria", "anna-maria")]
    [InlineData("Ana Maria  Silva", "silva  ana   maria")]
    [InlineData("می\u200Cخواهم", "میخواهم")]
    [InlineData("Ｋｅｎ", "\u200Fken\u00AD")]
    public async Task As_somebody_types_who_has_not_its_keys(string name, string typed)
    {
        var person = await Person("somebody", name);

        Assert.Equal([person], await Find(typed));
    }

    [Theory]
    [InlineData("Андрей", "Андреи")]
    [InlineData("Андреи", "Андрей")]
    [InlineData("Ўладзімір", "Уладзімір")]
    [InlineData("がま", "かま")]
    [InlineData("मेरा", "मरा")]
    [InlineData("Anna Maria", "anna mario")]
    [InlineData("Anna", "-")]
    public async Task Not_by_another_letter(string name, string typed)
    {
        await Person("somebody", name);

        Assert.Empty(await Find(typed));
    }

    [Fact]
    public async Task By_their_name_and_username_together()
    {
        var olga = await Person("lebed", "Ольга Лебедева");
        await Person("lebedeva", "Инна");

        Assert.Equal([olga], await Find("ольга lebed"));
        Assert.Empty(await Find(string.Join(' ', Enumerable.Range(0, 40).Select(i => $"word{i}"))));
    }

    [Fact]
    public async Task Who_shares_no_chat_with_me_is_a_stranger()
    {
        Assert.Equal([("bob", false), ("eve", true)], (await Do((People p) => p.FindAsync(Ann, ""))).Select(person => (person.Username, person.IsStranger)));
        Assert.Equal([("bob", false), ("eve", true)], (await Do((People p) => p.ManyAsync(Ann, [Bob, Eve]))).Select(person => (person.Username, person.IsStranger)));
        Assert.Equal((false, true, false), ((await See(Bob)).IsStranger, (await See(Eve)).IsStranger, (await See(Ann)).IsStranger));

        await Group(Eve);

        Assert.False((await See(Eve)).IsStranger);

        Task<PersonView> See(int who) => Do((People p) => p.OneAsync(Ann, who));
    }

    [Fact]
    public async Task Those_I_share_a_chat_with_come_first()
    {
        await Person("aaron", null);

        Assert.Equal(["bob", "aaron", "eve"], (await Do((People p) => p.FindAsync(Ann, ""))).Select(p => p.Username));
    }

    [Fact]
    public async Task Never_myself() => Assert.Empty(await Find("ann"));

    [Fact]
    public async Task Nobody_has_such_a_name()
    {
        Assert.Empty(await Find("zzz"));
        Assert.Empty(await Find("%"));
        Assert.Empty(await Find("b_b"));
        Assert.Empty(await Find("a\0b"));
        Assert.Empty(await Find("\ud83d"));
    }

    [Fact]
    public async Task Nothing_typed_finds_everybody() => Assert.Equal([Bob, Eve], (await Find(null)).Order());

    [Fact]
    public async Task At_most_fifty()
    {
        await People(51);

        Assert.Equal(50, (await Find("person")).Count());
    }

    [Fact]
    public async Task Nobody_finds_somebody_deactivated()
    {
        await Deactivate(Bob);

        Assert.Empty(await Find("bob"));
        await Refuses(Reason.NotFound, Do((People p) => p.OneAsync(Ann, Bob)));
        await Refuses(Reason.NotFound, Do((People p) => p.OneAsync(Ann, Nobody)));
        Assert.Empty(await Do((People p) => p.ManyAsync(Ann, [Bob])));
    }

    [Fact]
    public async Task Several_by_their_ids_without_me_and_who_does_not_exist() =>
        Assert.Equal(["bob", "eve"], (await Do((People p) => p.ManyAsync(Ann, [Eve, Ann, Nobody, Bob]))).Select(p => p.Username));

    [Fact]
    public async Task I_may_see_myself() => Assert.Equal("ann", (await Do((People p) => p.OneAsync(Ann, Ann))).Username);

    [Fact]
    public async Task Acquaintances_share_a_chat_of_at_most_a_hundred()
    {
        var people = await People(100);
        await Group(people[..99]);
        Assert.Equal([Ann, Bob, .. people[..99]], (await Do((People p) => p.AcquaintancesAsync(Ann))).Order());

        await Do((Members m) => m.AddAsync(Ann, 2, people[99]));

        Assert.Equal([Ann, Bob], (await Do((People p) => p.AcquaintancesAsync(Ann))).Order());
    }

    [Fact]
    public async Task A_stranger_has_no_acquaintances() => Assert.Empty(await Do((People p) => p.AcquaintancesAsync(Eve)));

    async Task<IEnumerable<int>> Find(string? typed) => (await Do((People p) => p.FindAsync(Ann, typed))).Select(person => person.Id);
}
